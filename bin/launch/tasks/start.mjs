/** `npm start`: a complete local installation, from an empty checkout to an address to open. */
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { announceRunning, openInstallation, runningInstallation } from '../environment.mjs'
import { assertPortFree } from '../checks.mjs'
import { explain } from '../failure.mjs'
import { Fleet, firstLine, untilReady } from '../fleet.mjs'
import { buildFrontEnd } from '../front_end.mjs'
import { generateCode } from '../codegen.mjs'
import { ace, capture } from '../processes.mjs'
import { dataPath } from '../paths.mjs'

const TYPESCRIPT = ['--import=@poppinss/ts-exec', '--enable-source-maps']

export async function run() {
  const started = Date.now()
  const port = Number(process.env.PORT ?? 3333)
  const host = process.env.HOST ?? '127.0.0.1'
  const asked = stopSignal()
  assertNotRunning()
  await assertPortFree(port, host)
  const installation = await openInstallation({ ...webSettings(port, host) })
  const fleet = new Fleet()
  const close = async () => {
    await fleet.stop()
    await installation.stop()
  }
  try {
    const environment = await prepare(installation.environment, fleet)
    const withdraw = announceRunning(environment)
    await serve(environment, fleet)
    await seed({
      ...environment,
      DEMO_PASSWORD: process.env.DEMO_PASSWORD ?? installation.secrets.demoPassword,
    })
    greet(environment, installation.secrets, started)
    const reason = await Promise.race([asked, fleet.failed, databaseLost(installation)])
    withdraw()
    return await finish(reason, close)
  } catch (error) {
    await close()
    throw error
  }
}

function webSettings(port, host) {
  const name = host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host
  return {
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: host,
    APP_URL: process.env.APP_URL ?? `http://${name}:${port}`,
    MAIL_TRANSPORT: process.env.MAIL_TRANSPORT ?? 'file',
    QD_DEV_MAILBOX: process.env.MAIL_TRANSPORT === 'smtp' ? '' : '1',
  }
}

function assertNotRunning() {
  const running = runningInstallation()
  if (running) {
    throw explain(
      `Quarterdeck already runs from this folder at ${running.environment.APP_URL}. ` +
        'Use that one, or stop it first (Ctrl-C in its terminal).'
    )
  }
}

async function prepare(environment, fleet) {
  await step('Preparing the database', () => runAce('database:prepare', environment))
  await generateCode(environment)
  await step('Building the front end', () => buildFrontEnd(environment))
  const emulator = fleet.launch('sandbox', [...TYPESCRIPT, 'bin/emulator.ts'], {
    environment: { ...environment, EMULATOR_PORT: '0' },
    output: 'pipe',
  })
  const { url } = JSON.parse(await firstLine(emulator, 'sandbox'))
  return { ...environment, SANDBOX_URL: url }
}

async function serve(environment, fleet) {
  for (const [name, args] of [
    ['worker', ace('worker')],
    ['web', [...TYPESCRIPT, 'bin/server.ts']],
  ]) {
    const output = openSync(join(dataPath('logs'), `${name}.log`), 'a')
    fleet.launch(name, args, { environment: { ...environment, QD_PROCESS: name }, output })
  }
  await untilReady(`http://127.0.0.1:${environment.PORT}/health/ready`, { failed: fleet.failed })
}

function seed(environment) {
  return step('Preparing the sample organization', () => runAce('demo:seed', environment))
}

async function runAce(command, environment) {
  const { code, output } = await capture(process.execPath, ace(command), { environment })
  if (code !== 0) {
    throw explain(`'${command}' failed:\n${output}`)
  }
}

/** Says what takes long, once it does. */
async function step(title, work) {
  const timer = setTimeout(() => process.stdout.write(`  ${title} …\n`), 1_000)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}

function greet(environment, secrets, started) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  process.stdout.write(`
  Quarterdeck is ready (${seconds} s).

    Open      ${environment.APP_URL}
    Sign in   demo@quarterdeck.test
    Password  ${process.env.DEMO_PASSWORD ?? secrets.demoPassword}

  Logs are in ${dataPath('logs')}. Ctrl-C stops everything.

`)
}

function stopSignal() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => resolve('asked'))
    }
  })
}

function databaseLost({ exited }) {
  return exited ? exited.then(() => 'The database ended by itself.') : new Promise(() => {})
}

async function finish(reason, close) {
  process.stdout.write('\n  Stopping …\n')
  await close()
  if (reason === 'asked') {
    process.stdout.write('  Quarterdeck has stopped.\n')
    return 0
  }
  throw explain(`${reason} Its log is in ${dataPath('logs')}.`)
}
