import type { ReplayCase } from '../verdict.js'
import { credentialCases } from './credentials.js'
import { faultCases } from './faults.js'
import { recordCases } from './records.js'
import { syncCases } from './syncs.js'

/** Level 1 of the conformance kit, in the order in which an author should repair what is broken. */
export const replayCases: ReplayCase[] = [
  ...credentialCases,
  ...recordCases,
  ...faultCases,
  ...syncCases,
]
