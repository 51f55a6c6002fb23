import type { Part, SyncRun } from './sync_run.js'

/**
 * The parts of a run in the order they are read: a stream that reports changes to others comes last, so
 * that the records it changes are there. A backfill reads the streams that have days.
 */
export function partsOf({ session, kind }: SyncRun): Part[] {
  const streams = [...session.connector.streams.values()].filter(
    ({ definition }) => kind !== 'backfill' || (definition.cursor && !definition.updates)
  )
  const ordered = [
    ...streams.filter(({ definition }) => !definition.updates),
    ...streams.filter(({ definition }) => definition.updates),
  ]
  return ordered.flatMap((stream): Part[] =>
    stream.definition.each === 'account'
      ? session.accounts.map((account) => ({ stream, account }))
      : [{ stream, account: null }]
  )
}
