/** `npm run test:reference`: known answers from the data folder beside the checkout, where it exists. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../paths.mjs'
import { runSuites, summary } from '../suites.mjs'

export async function run(args) {
  const folder = process.env.REFERENCE_DATA ?? join(ROOT, '..', 'shared', 'data')
  if (!existsSync(folder)) {
    process.stdout.write(
      `There is no reference data at ${folder}: nothing to test.\n0 passed, 0 failed\n`
    )
    return 0
  }
  process.env.REFERENCE_DATA = folder
  return summary(await runSuites(['reference'], args))
}
