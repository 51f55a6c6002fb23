/**
 * `npm test`: every check and suite of the project, each shard in a database of its own, ending with the plain line
 * `N passed, N failed` counted from the real results. `npm test -- unit functional` runs suites only,
 * and what begins with `--` goes to the runner, for example `npm test -- functional --files=sync`.
 * `npm test -- --changed main` runs what the changes since then touch.
 */
import { endCommands } from '../processes.mjs'
import { ROOT } from '../paths.mjs'
import { stopSignals } from '../signals.mjs'
import { explain } from '../failure.mjs'
import { withReferenceData } from '../reference_data.mjs'
import { runChecks } from '../checks_suite.mjs'
import { runSuites, summary } from '../suites.mjs'
import { changedFiles, touchedSpecs } from '../testing/changes.mjs'
import { endShards, haveEnded } from '../testing/shard.mjs'
import { specsOf } from '../testing/spec_files.mjs'

const SUITES = ['unit', 'functional', 'browser', 'faults']
/** What a shell answers for a command that Ctrl-C ended. */
const INTERRUPTED = 130

export async function run(args) {
  process.chdir(ROOT)
  const { asked, hurried } = stopSignals()
  asked.then(() => end('SIGTERM'))
  hurried.then(() => end('SIGKILL'))
  try {
    return await runAll(args)
  } catch (error) {
    if (!haveEnded()) {
      throw error
    }
    process.stdout.write('  Everything is stopped.\n')
    return INTERRUPTED
  }
}

/** The database is closed once the shards are gone: `runSuites` sees to that. */
function end(signal) {
  process.stdout.write('\n  Stopping: what has run until now is no result …\n')
  endShards(signal)
  endCommands(signal)
}

async function runAll(args) {
  const { named, base, runnerArgs } = readArguments(args)
  const unknown = named.find((name) => !isSuite(name))
  if (unknown !== undefined) {
    throw explain(`'${unknown}' is not a suite. Known suites: ${SUITES.join(', ')}, reference.`)
  }
  const suites = withReferenceData(named.length > 0 ? named : SUITES)
  if (suites.length === 0) {
    summary([])
    return 0
  }
  if (base !== undefined) {
    return runChanged({ suites, named, base, runnerArgs })
  }
  const checks = named.length === 0 ? await runChecks() : []
  return summary([...checks, ...(await runSuites(suites, { runnerArgs }))])
}

/** `base` is what follows `--changed`: an empty text where nothing does. */
export function readArguments(args) {
  const isOwn = (arg) => !arg.startsWith('--') || arg === '--changed'
  const own = args.filter(isOwn)
  const runnerArgs = args.filter((arg) => !isOwn(arg) && arg !== '--')
  const at = own.indexOf('--changed')
  if (at < 0) {
    return { named: own, base: undefined, runnerArgs }
  }
  const next = own[at + 1]
  const base = next === undefined || isSuite(next) ? '' : next
  return {
    named: own.filter((each, index) => index !== at && (index !== at + 1 || !base)),
    base,
    runnerArgs,
  }
}

const isSuite = (name) => SUITES.includes(name) || name === 'reference'

async function runChanged({ suites, named, base, runnerArgs }) {
  const { from, files } = changedFiles(base || undefined)
  if (files.length === 0) {
    process.stdout.write(`Nothing differs from ${from}.\n`)
    return 0
  }
  const checks = named.length === 0 ? await runChecks([], files) : []
  const specs = suites.flatMap((suite) => specsOf(suite))
  const chosen = await touchedSpecs(specs, files)
  process.stdout.write(
    `${files.length} files differ from ${from}; they touch ${chosen.size} of ${specs.length} specs.\n`
  )
  return summary([...checks, ...(await runSuites(suites, { runnerArgs, chosen }))])
}
