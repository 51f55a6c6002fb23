/** What a program tries that got out of the sandbox: it tells which of it worked. Started as the runner of hooks is. */
import { connect } from 'node:net'

const [port] = process.argv.slice(-1)

const TRIES = {
  'reads a file': async () => (await import('node:fs')).readFileSync('/etc/hostname'),
  'lists a folder': async () => (await import('node:fs')).readdirSync('/'),
  'writes a file': async () =>
    (await import('node:fs')).writeFileSync('/tmp/quarterdeck-escaped', 'x'),
  'starts a program': async () => (await import('node:child_process')).execFileSync('/bin/true'),
  'starts a thread': async () =>
    new (await import('node:worker_threads')).Worker('1', { eval: true }),
  'loads native code': async () => process.dlopen({ exports: {} }, '/lib/x.node'),
  'finds a variable of the environment': async () => {
    if (Object.keys(process.env).length === 0) throw new Error('empty')
  },
  'connects to the product': () =>
    new Promise((resolve, reject) => {
      connect(Number(port), '127.0.0.1').on('connect', resolve).on('error', reject)
    }),
}

const worked = []
for (const [name, attempt] of Object.entries(TRIES)) {
  await attempt().then(
    () => worked.push(name),
    () => {}
  )
}
process.stdout.write(JSON.stringify(worked))
process.exit(0)
