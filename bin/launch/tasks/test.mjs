/**
 * `npm test`: every check and suite of the project, in an own database, ending with the plain line
 * `N passed, N failed` counted from the real results. `npm test -- unit functional` runs suites only,
 * and everything after `--` goes to the runner, for example `npm test -- functional -- --files=sync`.
 */
import { ROOT } from '../paths.mjs'
import { runChecks } from '../checks_suite.mjs'
import { runSuites, summary } from '../suites.mjs'

const SUITES = ['unit', 'functional', 'browser', 'faults']

export async function run(args) {
  process.chdir(ROOT)
  const split = args.indexOf('--')
  const named = split < 0 ? args : args.slice(0, split)
  const runnerArgs = split < 0 ? [] : args.slice(split + 1)
  const results = []
  if (named.length === 0) {
    results.push(...(await runChecks()))
  }
  results.push(...(await runSuites(named.length > 0 ? named : SUITES, runnerArgs)))
  return summary(results)
}
