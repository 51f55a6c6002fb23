/** `npm start`: a complete local installation, from an empty checkout to an address to open. */
import { appendFileSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { openInstallation } from '../environment.mjs'
import { announceRunning, runningInstallation, withdrawRunning } from '../running.mjs'
import { askableUrl, hostOf, publicUrl } from '../address.mjs'
import { assertPortFree } from '../checks.mjs'
import { explain } from '../failure.mjs'
import { Fleet } from '../fleet.mjs'
import { buildFrontEnd } from '../front_end.mjs'
import { ensureCode } from '../codegen.mjs'
import { environmentOf } from '../members.mjs'
import { capture, endCommands } from '../processes.mjs'
import { dataPath } from '../paths.mjs'
import { freePort } from '../postgres.mjs'
import { firstLine, untilReady } from '../readiness.mjs'
import { built, ensureServerBuild } from '../server_build.mjs'
import { assertSettings } from '../settings.mjs'
import { stopSignals } from '../signals.mjs'

export async function run() {
  const started = Date.now()
  assertSettings()
  const port = Number(process.env.PORT ?? 3333) || (await freePort())
  const host = hostOf(process.env.HOST)
  const { asked, hurried } = stopSignals()
  assertNotRunning()
  await assertPortFree(port, host)
  const installation = await openInstallation(webSettings(port, host))
  const fleet = new Fleet({ say })
  let reason
  try {
    const ready = bringUp(installation, fleet).then((environment) => greet(environment, started))
    // Ctrl-C while it still starts ends the start; its own failure is then of no interest.
    ready.catch(() => {})
    const isServing = ready.then(() => new Promise(() => {}))
    reason = await Promise.race([asked, fleet.failed, databaseLost(installation), isServing])
  } finally {
    await closeAll(installation, fleet, hurried)
  }
  return farewell(reason)
}

async function bringUp(installation, fleet) {
  const demoPassword = process.env.DEMO_PASSWORD ?? installation.secrets.demoPassword
  const settings = { ...installation.environment, DEMO_PASSWORD: demoPassword }
  const environment = await prepare(settings, fleet, installation)
  await Promise.all([serve(environment, fleet), seed(environment)])
  return environment
}

async function closeAll(installation, fleet, hurried) {
  process.stdout.write('\n  Stopping …\n')
  hurried.then(() =>
    process.stdout.write('  Unfinished work is cancelled; the database is closed.\n')
  )
  withdrawRunning()
  endCommands()
  try {
    await fleet.stop({ hurried })
  } finally {
    await installation.stop()
    // One that did not listen has nothing left to work on.
    endCommands('SIGKILL')
  }
}

function webSettings(port, host) {
  return {
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: host,
    APP_URL: process.env.APP_URL ?? publicUrl(host, port),
    MAIL_TRANSPORT: process.env.MAIL_TRANSPORT ?? 'file',
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

/** Database, front end and sandbox do not need each other; all of them need the list of plugins. */
async function prepare(environment, fleet, { exited }) {
  // Only this launcher starts programs on a server of its own: what an ended one still claims is free.
  const alone = exited ? ['--alone'] : []
  await step('Generating code', () => ensureCode(environment))
  const build = await step('Compiling the server', ensureServerBuild)
  const settings = { ...environment, QD_BUILD: build }
  const [url] = await Promise.all([
    startSandbox(settings, fleet),
    step('Preparing the database', () => runAce(['database:prepare', ...alone], settings)),
    step('Building the front end', () => buildFrontEnd(environment)),
  ])
  return { ...settings, SANDBOX_URL: url }
}

async function startSandbox(environment, fleet) {
  // Web and worker know its address: started again, it has to come back there.
  const port = String(await freePort())
  const emulator = fleet.launch('sandbox', built(environment.QD_BUILD, 'emulator'), {
    environment: { ...environmentOf('sandbox', environment), EMULATOR_PORT: port },
    output: 'pipe',
  })
  const { url } = JSON.parse(await firstLine(emulator, 'sandbox'))
  return url
}

async function serve(environment, fleet) {
  for (const [name, args] of [
    ['worker', built(environment.QD_BUILD, 'console', 'worker')],
    ['web', built(environment.QD_BUILD, 'server')],
  ]) {
    const output = openSync(join(dataPath('logs'), `${name}.log`), 'a')
    fleet.launch(name, args, { environment: environmentOf(name, environment), output })
  }
  const { HOST, PORT } = environment
  await untilReady(`${askableUrl(HOST, PORT)}/health/ready`, { failed: fleet.failed })
  fleet.keep()
  announceRunning(environment)
}

function seed(environment) {
  return step('Preparing the sample organization', () => runAce(['demo:seed'], environment))
}

async function runAce(args, environment) {
  const { code, output } = await capture(
    process.execPath,
    built(environment.QD_BUILD, 'console', ...args),
    {
      environment,
    }
  )
  appendFileSync(join(dataPath('logs'), 'start.log'), output)
  if (code !== 0) {
    throw explain(`'${args[0]}' failed:\n${output}`)
  }
}

/** What happens while nobody looks stands on the terminal and in the log. */
function say(sentence) {
  const line = `${new Date().toISOString()} ${sentence}\n`
  process.stdout.write(`  ${line}`)
  appendFileSync(join(dataPath('logs'), 'start.log'), line)
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

function greet(environment, started) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  process.stdout.write(`
  Quarterdeck is ready (${seconds} s).

    Open      ${environment.APP_URL}
    Sign in   demo@quarterdeck.test
    Password  ${environment.DEMO_PASSWORD}

  Logs are in ${dataPath('logs')}. Ctrl-C stops everything.

`)
}

function databaseLost({ exited }) {
  return exited ? exited.then(() => 'The database stopped unexpectedly.') : new Promise(() => {})
}

function farewell(reason) {
  if (reason === 'asked') {
    process.stdout.write('  Quarterdeck has stopped.\n')
    return 0
  }
  throw explain(`${reason} Its log is in ${dataPath('logs')}.`)
}
