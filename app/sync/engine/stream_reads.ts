import { VendorFailure, type CompiledStream, type StreamRead } from '#reading'
import type { SyncRun } from './sync_run.js'

/**
 * The parts of a run in the order they are read: a stream that reports changes to others comes last, so
 * that the records it changes are there. A backfill reads the streams that have days.
 */
export function readsOf(run: SyncRun): StreamRead[] {
  const { session } = run
  const streams = streamsOf(run)
  const ordered = [
    ...streams.filter(({ definition }) => !definition.updates),
    ...streams.filter(({ definition }) => definition.updates),
  ]
  return ordered.flatMap((stream): StreamRead[] =>
    stream.definition.each === 'account'
      ? session.accounts.map((account) => ({ stream, account }))
      : [{ stream, account: null }]
  )
}

function streamsOf({ session, kind, streams }: SyncRun): CompiledStream[] {
  const wanted = [...session.connector.streams.values()].filter(
    ({ name }) => streams?.includes(name) ?? true
  )
  return wanted.filter(
    ({ definition }) => kind !== 'backfill' || (definition.cursor && !definition.updates)
  )
}

/**
 * Refuses a run of which nothing, or nothing of its accounts, would be read: it would end with zero rows, and zero rows
 * are never a success.
 */
export function assertSomethingToRead(run: SyncRun) {
  const { name } = run.connection
  const streams = streamsOf(run)
  if (streams.length === 0) {
    throw nothingToRead(
      run.kind === 'backfill'
        ? `${name} has no daily data to backfill. Sync it instead.`
        : `Every stream of ${name} is switched off, so nothing was synced. Switch one on, on the page of the source.`
    )
  }
  if (run.session.accounts.length === 0 && streams.some(isByAccount)) {
    throw nothingToRead(
      `No account of ${name} is selected, so nothing was synced. Select at least one on the page of the source.`
    )
  }
}

const isByAccount = ({ definition }: CompiledStream) => definition.each === 'account'

function nothingToRead(message: string) {
  return new VendorFailure({
    kind: 'configuration',
    action: 'fail',
    code: 'E_NOTHING_TO_READ',
    message,
  })
}
