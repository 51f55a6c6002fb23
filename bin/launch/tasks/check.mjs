/** `npm run check`: format, lint, boundaries, types and build, without the test suites. */
import { runChecks } from '../checks_suite.mjs'
import { summary } from '../suites.mjs'

export async function run(names) {
  return summary(await runChecks(names))
}
