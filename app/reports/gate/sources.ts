import type { listSources } from '#sync'
import type { Finding } from '#reports/types'
import { answeredSections } from '#reports/files/answered_sections'
import type { Looked } from './looked.js'

type Source = Awaited<ReturnType<typeof listSources>>[number]

/** Sources behind the numbers that do not read as they should. */
export function faultsOfSources({ report }: Looked, sources: Source[]): Finding[] {
  const streams = answeredSections(report).flatMap(({ result }) =>
    Object.values(result.provenance).flatMap((known) => known.streams)
  )
  const used = new Set(streams.map(({ connectionId }) => connectionId))
  const stopped = new Map(
    streams.flatMap(({ connectionId, stopped: reason }) =>
      reason === null ? [] : [[connectionId, reason] as const]
    )
  )
  return [
    ...[...stopped.values()].map((message) => ({ rule: 'stopped_source', message })),
    ...sources.filter(({ id }) => used.has(id)).flatMap(faultsOf),
  ]
}

function faultsOf({ name, state, off, openRejections, unreadAccounts }: Source): Finding[] {
  return [
    ...(state === 'needs_reconnect' || state === 'paused' || off !== null
      ? [
          {
            rule: 'broken_source',
            message: `${name} is not syncing${off ? ` (${off})` : ''}, so newer numbers are missing. Reconnect or resume it.`,
          },
        ]
      : []),
    ...(openRejections > 0
      ? [
          {
            rule: 'rejected_rows',
            message: `${openRejections} rows of ${name} were rejected and are in no number. Open the source to fix them.`,
          },
        ]
      : []),
    ...unreadAccounts.map((account) => ({
      rule: 'unread_account',
      message: `The account ${account.name} of ${name} is not read since ${account.since.slice(0, 10)}: ${account.reason}`,
    })),
  ]
}
