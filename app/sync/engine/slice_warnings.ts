import type { TenantTransaction } from '#foundation'
import { addDays } from '#shared/time_zones'
import type { DayWindow } from '../run_records.js'
import type { ReadKey } from './read_state.js'

/** What the vendor warned of, and the days it was asked for then. */
export interface SliceWarning extends DayWindow {
  message: string
}

const ALWAYS: DayWindow = { from: '0001-01-01', to: '9999-12-31' }

interface ReadSlice {
  /** Null for a stream that is read whole. */
  days: DayWindow | null
  /** What was said before about these days no longer holds. */
  isFirstPage: boolean
  warnings: string[]
}

/** Writes down the warnings of a page; a slice that is read anew forgets what was said of its days. */
export async function keepWarnings(tenant: TenantTransaction, key: ReadKey, slice: ReadSlice) {
  if (!slice.isFirstPage && slice.warnings.length === 0) {
    return
  }
  const at = [tenant.organizationId, key.connectionId, key.stream, key.part]
  const { rows } = await tenant.query<{ warnings: SliceWarning[] }>(
    `SELECT warnings FROM stream_states
     WHERE organization_id = $1 AND connection_id = $2 AND stream = $3 AND part = $4`,
    at
  )
  const known = rows[0]?.warnings ?? []
  const next = afterSlice(known, slice)
  if (JSON.stringify(known) !== JSON.stringify(next)) {
    await tenant.query(
      `UPDATE stream_states SET warnings = $5
       WHERE organization_id = $1 AND connection_id = $2 AND stream = $3 AND part = $4`,
      [...at, JSON.stringify(next)]
    )
  }
}

function afterSlice(known: SliceWarning[], { days, isFirstPage, warnings }: ReadSlice) {
  const slice = days ?? ALWAYS
  const kept = isFirstPage ? known.flatMap((warning) => outside(warning, slice)) : known
  const isNew = (message: string) =>
    !kept.some((each) => each.message === message && each.from <= slice.from && each.to >= slice.to)
  const added = [...new Set(warnings)].filter(isNew).map((message) => ({ ...slice, message }))
  return joined([...kept, ...added])
}

/** What remains of a warning before and after the days. */
function outside({ from, to, message }: SliceWarning, days: DayWindow): SliceWarning[] {
  if (to < days.from || from > days.to) {
    return [{ from, to, message }]
  }
  return [
    ...(from < days.from ? [{ from, to: addDays(days.from, -1), message }] : []),
    ...(to > days.to ? [{ from: addDays(days.to, 1), to, message }] : []),
  ]
}

/** One warning of days that follow each other, so that a source that is always sampled says so once. */
function joined(warnings: SliceWarning[]): SliceWarning[] {
  const ordered = [...warnings].sort(
    (a, b) => a.message.localeCompare(b.message) || a.from.localeCompare(b.from)
  )
  const spans: SliceWarning[] = []
  for (const next of ordered) {
    const last = spans.at(-1)
    if (last?.message === next.message && addDays(last.to, 1) >= next.from) {
      last.to = last.to > next.to ? last.to : next.to
    } else {
      spans.push({ ...next })
    }
  }
  return spans
}
