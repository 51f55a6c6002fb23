/** The known answers of the `reference` suite: published data that lies beside a checkout, or does not. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'

/**
 * The suites that can run. Where the data is, `reference` runs whole; where it is not, `reference` says so in a
 * sentence and does not run. No test of it looks for itself, so that none is left out in silence.
 */
export function withReferenceData(suites) {
  const folder = process.env.REFERENCE_DATA ?? join(ROOT, '..', 'shared', 'data')
  if (!suites.includes('reference')) {
    return suites
  }
  if (existsSync(folder)) {
    process.env.REFERENCE_DATA = folder
    return suites
  }
  process.stdout.write(
    `There is no reference data at ${folder}, so the reference suite did not run. ` +
      'Put the data there, or name its folder in REFERENCE_DATA.\n'
  )
  return suites.filter((suite) => suite !== 'reference')
}
