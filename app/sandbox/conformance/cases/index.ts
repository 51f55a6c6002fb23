import type { ReplayCase } from '../verdict.js'
import { credentialCases } from './credentials.js'
import { deliveryCases } from './deliveries.js'
import { faultCases } from './faults.js'
import { ledgerCases as sumCases } from './ledger.js'
import { recordCases } from './records.js'
import { syncCases } from './syncs.js'

/** A vendor that only sends is tried with what it sends. */
const ofCalls = (each: ReplayCase): ReplayCase => ({
  ...each,
  skip: (rig) => (rig.isCalled ? each.skip?.(rig) : 'it makes no calls'),
})

/** Level 1 of the conformance kit, in the order in which an author should repair what is broken. */
export const replayCases: ReplayCase[] = [
  ...[...credentialCases, ...recordCases, ...faultCases, ...syncCases].map(ofCalls),
  ...deliveryCases,
]

/** Level 2: sums. */
export const ledgerCases: ReplayCase[] = sumCases.map(ofCalls)
