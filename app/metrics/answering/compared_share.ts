import { DateTime } from 'luxon'
import type { Question, StreamPart } from '../planning/plan.js'
import type { StreamFreshness } from '../reading/freshness.js'
import type { CellRow } from '../reading/read_cells.js'
import type { DayRange } from '../types.js'

interface Grounds {
  question: Question
  /** Ids of the stored metrics behind the number. */
  atoms: Set<string>
  rows: CellRow[]
  freshness: StreamFreshness[]
}

/**
 * How much of a number was held against a vendor's own total, in percent: by the size of what each source brings, and of that by the
 * days that were compared. Of a ratio the side of which less was. Null where nothing adds up or there is nothing.
 */
export function comparedShare(parts: StreamPart[], grounds: Grounds): number | null {
  const shares = [...grounds.atoms].flatMap((atom) => shareOf(atom, parts, grounds) ?? [])
  return shares.length === 0 ? null : Math.min(...shares)
}

function shareOf(atom: string, parts: StreamPart[], grounds: Grounds): number | null {
  const { rows, freshness, question } = grounds
  const sizes = sizesOf(atom, rows)
  let [all, compared] = [0, 0]
  for (const { stream } of parts) {
    const known = freshness.find(
      (one) => one.connectionId === stream.connectionId && one.stream === stream.name
    )
    const size = sizes.get(stream.id) ?? 0
    const isCompared = known?.reconciled[atom] !== undefined
    const held = { from: stream.firstDay, to: stream.lastDay }
    all += size
    compared += isCompared
      ? size * partCompared(known?.compared?.[atom], { asked: question.range, held })
      : 0
  }
  return all === 0 ? null : (100 * compared) / all
}

/** Amounts of different currencies are only weighed against each other, so their sizes may be mixed. */
function sizesOf(atom: string, rows: CellRow[]): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const { part, metric, value } of rows.flatMap(({ numbers }) => numbers)) {
    if (metric === atom) {
      sizes.set(part.stream.id, (sizes.get(part.stream.id) ?? 0) + Math.abs(value))
    }
  }
  return sizes
}

interface Held {
  asked: DayRange
  held: { from: string | null; to: string | null }
}

/** Which part of the asked days with rows was compared; all of them where nobody noted days. */
function partCompared(days: DayRange | undefined, { asked, held }: Held): number {
  if (!days || held.from === null || held.to === null) {
    return 1
  }
  const own = common(asked, { from: held.from, to: held.to })
  const both = own && common(own, days)
  return own && both ? daysIn(both) / daysIn(own) : 0
}

function common(one: DayRange, other: DayRange): DayRange | null {
  const from = one.from > other.from ? one.from : other.from
  const to = one.to < other.to ? one.to : other.to
  return from <= to ? { from, to } : null
}

const daysIn = ({ from, to }: DayRange) =>
  Math.round(DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days) + 1
