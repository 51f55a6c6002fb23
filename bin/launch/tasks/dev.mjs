/** `npm run dev`: like `npm start`, with hot reload of server and front end. */
import { openInstallation } from '../environment.mjs'
import { announceRunning, withdrawRunning } from '../running.mjs'
import { assertPortFree } from '../checks.mjs'
import { explain } from '../failure.mjs'
import { Fleet } from '../fleet.mjs'
import { generateCode } from '../codegen.mjs'
import { environmentOf } from '../members.mjs'
import { ace, capture, endCommands } from '../processes.mjs'
import { firstLine } from '../readiness.mjs'
import { assertSettings } from '../settings.mjs'
import { stopSignals } from '../signals.mjs'

/** Nobody waits for a development server to drain. */
const PATIENCE_MS = 2_000
const TYPESCRIPT = ['--import=@poppinss/ts-exec', '--enable-source-maps']

export async function run() {
  const { asked, hurried } = stopSignals()
  assertSettings()
  const port = process.env.PORT ?? '3333'
  await assertPortFree(Number(port), '127.0.0.1')
  const settings = {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: port,
    MAIL_TRANSPORT: 'file',
  }
  const installation = await openInstallation({ ...settings, APP_URL: `http://localhost:${port}` })
  const fleet = new Fleet()
  try {
    const served = serve(installation, fleet).then(() => new Promise(() => {}))
    const reason = await Promise.race([asked, fleet.failed, served])
    return reason === 'asked' ? 0 : 1
  } finally {
    withdrawRunning()
    endCommands()
    await fleet.stop({ patienceMs: PATIENCE_MS, hurried })
    await installation.stop()
    endCommands('SIGKILL')
  }
}

async function serve(installation, fleet) {
  const environment = await prepare(installation, fleet)
  const worker = ['--watch', '--watch-preserve-output', ...ace('worker')]
  fleet.launch('worker', worker, { environment: environmentOf('worker', environment) })
  fleet.launch('web', ace('serve', '--hmr'), { environment: environmentOf('web', environment) })
  announceRunning(environment)
  process.stdout.write(
    `\n  Sign in at ${environment.APP_URL} as demo@quarterdeck.test with ${environment.DEMO_PASSWORD}\n\n`
  )
}

async function prepare({ environment, secrets }, fleet) {
  await generateCode(environment)
  await runAce('database:prepare', environment)
  const emulator = fleet.launch('sandbox', [...TYPESCRIPT, 'bin/emulator.ts'], {
    environment: { ...environmentOf('sandbox', environment), EMULATOR_PORT: '0' },
    output: 'pipe',
  })
  const { url } = JSON.parse(await firstLine(emulator, 'sandbox'))
  const ready = {
    ...environment,
    SANDBOX_URL: url,
    DEMO_PASSWORD: process.env.DEMO_PASSWORD ?? secrets.demoPassword,
  }
  await runAce('demo:seed', ready)
  return ready
}

async function runAce(command, environment) {
  const { code } = await capture(process.execPath, ace(command), { environment, echo: true })
  if (code !== 0) {
    throw explain(`'${command}' failed, for the reason above.`)
  }
}
