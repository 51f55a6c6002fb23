/** What `node ace …` needs before the application boots. */
import { join } from 'node:path'
import { ensureCode } from './codegen.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { baseEnvironment, openInstallation } from './environment.mjs'
import { dataPath } from './paths.mjs'
import { ace, capture, relay } from './processes.mjs'
import { runningInstallation } from './running.mjs'
import { ensureRuntime } from './runtime.mjs'
import { loadSecrets } from './secrets.mjs'
import { built, ensureServerBuild } from './server_build.mjs'
import { assertSettings } from './settings.mjs'

/** Commands that only generate code and need no database. */
const OFFLINE = /^(make:|list|help|build|serve|generate|--help|--version)/
/** Tools of plugin authors that read the plugins as they lie there, and need no database either. */
const READS_PLUGINS = /^plugin:(doctor|diff|infer|call|pack)$/

/** Those that sync, for which there have to be tables. */
const TRIES_PLUGINS = /^plugin:(test|dev|record)$/

/** Level 0 of `plugin:test`, where no level is named, makes no calls. */
const isStaticTest = ([name, ...rest]) =>
  name === 'plugin:test' && !/--level[= ]?[12]\b/.test(rest.join(' '))

/**
 * Answers true where this process may go on to run the command. Where the command was run by a child
 * process instead (another Node, or an embedded database started for it), its exit code is set.
 */
export async function prepareAce(args) {
  try {
    return await prepare(args)
  } catch (error) {
    process.stderr.write(error.isExplained ? `\n  ${error.message}\n\n` : `${error.stack}\n`)
    process.exitCode = 1
    return false
  }
}

async function prepare(args) {
  const runtime = await ensureRuntime()
  await ensureDependencies(runtime)
  assertSettings()
  const readsPlugins = READS_PLUGINS.test(args[0] ?? '') || isStaticTest(args)
  const isOffline = readsPlugins || OFFLINE.test(args[0] ?? 'list')
  if (!isOffline || readsPlugins) {
    await ensureCode({ ...offlineDefaults(), ...process.env }, runtime.node)
  }
  if (process.env.DB_APP_URL || process.env.DB_WORKER_URL || isOffline) {
    Object.assign(process.env, { ...offlineDefaults(), ...logging(args), ...process.env })
    return runtime.isCurrent || runChild(runtime, ace(...args), process.env)
  }
  const running = runningInstallation()
  if (running) {
    return runHere(runtime, args, { ...baseEnvironment(loadSecrets()), ...running.environment })
  }
  const { environment, stop } = await openInstallation()
  try {
    // An author's clone may never have been started, and a pulled one has new tables.
    const isReady = !TRIES_PLUGINS.test(args[0]) || (await isPrepared(runtime, environment))
    return isReady ? await runHere(runtime, args, environment) : false
  } finally {
    await stop()
  }
}

async function isPrepared(runtime, environment) {
  const command = built(await ensureServerBuild(), 'console', 'database:prepare')
  const { code, output } = await capture(runtime.node, command, {
    environment: { ...whereEdited(environment), PATH: runtime.environment.PATH },
  })
  if (code !== 0) {
    process.stderr.write(output)
    process.exitCode = 1
  }
  return code === 0
}

/**
 * Beside an installation, and in its place, a command runs from what `npm start` would run; one that tries plugins, from the
 * files as their author has just left them.
 */
async function runHere(runtime, args, environment) {
  if (TRIES_PLUGINS.test(args[0])) {
    return runChild(runtime, ace(...args), whereEdited(environment))
  }
  return runChild(runtime, built(await ensureServerBuild(), 'console', ...args), environment)
}

/** Where plugins are written an edit is no change of a version that was released. */
const whereEdited = (environment) => ({
  ...environment,
  NODE_ENV: process.env.NODE_ENV ?? 'development',
})

async function runChild(runtime, [program, ...args], environment) {
  const env = { ...logging(args), ...environment, PATH: runtime.environment.PATH }
  process.exitCode = await relay(runtime.node, [program, ...args], { environment: env })
  return false
}

/** What a command answers stands alone on the terminal; a worker is a process whose log is its output. */
function logging(args) {
  return args.includes('worker') ? {} : { LOG_FILE: join(dataPath('logs'), 'ace.log') }
}

function offlineDefaults() {
  const unset = 'postgresql://unset'
  const secrets = loadSecrets()
  return {
    NODE_ENV: 'development',
    APP_KEY: secrets.appKey,
    DB_APP_URL: unset,
  }
}
