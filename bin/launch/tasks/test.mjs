/**
 * `npm test`: every check and suite of the project, in an own database, ending with the plain line
 * `N passed, N failed` counted from the real results. `npm test -- unit functional` runs suites only,
 * and everything after `--` goes to the runner, for example `npm test -- functional -- --files=sync`.
 */
import { ROOT } from '../paths.mjs'
import { withReferenceData } from '../reference_data.mjs'
import { runChecks } from '../checks_suite.mjs'
import { runSuites, summary } from '../suites.mjs'

const SUITES = ['unit', 'functional', 'browser', 'faults']

export async function run(args) {
  process.chdir(ROOT)
  const split = args.indexOf('--')
  const named = split < 0 ? args : args.slice(0, split)
  const runnerArgs = split < 0 ? [] : args.slice(split + 1)
  const suites = withReferenceData(named.length > 0 ? named : SUITES)
  if (suites.length === 0) {
    summary([])
    return 0
  }
  const checks = named.length === 0 ? await runChecks() : []
  return summary([...checks, ...(await runSuites(suites, runnerArgs))])
}
