import { DateTime } from 'luxon'
import type { DayRange, MetricChange } from '../types.js'
import type { SourceSpan } from './source_spans.js'

/** What of a metric can be compared. Sources that are not named in it have nothing in either period. */
export interface Comparability {
  state: MetricChange['state']
  /** Connections whose numbers are compared. */
  connections: string[]
  days: { current: DayRange; earlier: DayRange } | null
  message: string | null
}

export interface Periods {
  current: DayRange
  earlier: DayRange
  /** The last day that is over. */
  yesterday: string
}

interface Judged {
  spans: SourceSpan[]
  /** Of a state only the end of the earlier period has to be covered. */
  isState: boolean
  /** Whether the metric is more than one stored number. */
  isComputed: boolean
}

/** A source that lags by up to this part of the period shortens it; beyond it is left out. */
const LAG_PARTS = 4
const LIST = new Intl.ListFormat('en', { type: 'conjunction' })

/** Judges over which sources and days a metric's change is computed. */
export function judge({ spans, isState, isComputed }: Judged, periods: Periods): Comparability {
  const { current, earlier, yesterday } = periods
  const target = { from: current.from, to: current.to < yesterday ? current.to : yesterday }
  if (target.to < target.from) {
    return none(
      'in_progress',
      `${dayName(current)} is in progress. It is compared once a whole day of it is over.`
    )
  }
  const present = spans.filter(
    ({ begin, until }) => begin <= current.to && (until === null || until >= earlier.from)
  )
  const beginBy = isState ? earlier.to : earlier.from
  const begun = present.filter(({ begin }) => begin <= beginBy)
  const kept = reaching(begun, target)
  const left = present.filter((span) => !kept.includes(span))
  const reasons = left.map((span) => whyLeft(span, beginBy))
  if (kept.length === 0) {
    return none('none', nothingBoth(reasons))
  }
  if (left.length > 0 && isComputed && kept.some(({ isWhole }) => !isWhole)) {
    return none('none', nothingBoth(reasons))
  }
  return compared(kept, { target, periods, reasons })
}

/** Those that reach the end of the period or nearly so; where none does, the ones that reach furthest. */
function reaching(spans: SourceSpan[], target: DayRange): SourceSpan[] {
  const allowed = Math.floor(daysIn(target) / LAG_PARTS)
  const near = spans.filter(({ until }) => until === null || lag(until, target) <= allowed)
  if (near.length > 0) {
    return near
  }
  const furthest = spans
    .map(({ until }) => until!)
    .sort()
    .at(-1)
  return spans.filter(({ until }) => until === furthest && until >= target.from)
}

interface Comparing {
  target: DayRange
  periods: Periods
  reasons: string[]
}

function compared(kept: SourceSpan[], { target, periods, reasons }: Comparing): Comparability {
  const { current, earlier } = periods
  const slowest = kept
    .filter(({ until }) => until !== null && until < target.to)
    .sort((a, b) => a.until!.localeCompare(b.until!))[0]
  const to = slowest?.until ?? target.to
  const isCut = to < current.to
  const days = {
    current: { from: current.from, to },
    earlier: isCut ? shortened(earlier, daysIn({ from: current.from, to })) : earlier,
  }
  const notes = [...(isCut ? [whyCut(to, slowest)] : []), ...withoutSentence(reasons)]
  return {
    state: notes.length > 0 ? 'partial' : 'whole',
    connections: kept.flatMap(({ connections }) => connections),
    days,
    message: notes.join(' ') || null,
  }
}

function shortened({ from, to }: DayRange, days: number): DayRange {
  const end = plusDays(from, days - 1)
  return { from, to: end < to ? end : to }
}

function whyCut(to: string, slowest: SourceSpan | undefined): string {
  return slowest
    ? `Compared until ${to}, the last day that ${slowest.name} is complete.`
    : `Compared until ${to}, since today is in progress.`
}

function whyLeft({ name, begin, until }: SourceSpan, beginBy: string): string {
  return begin > beginBy
    ? `${name}, whose numbers begin on ${begin}`
    : `${name}, whose numbers end on ${until}`
}

function withoutSentence(reasons: string[]): string[] {
  return reasons.length > 0 ? [`Compared without ${LIST.format(reasons)}.`] : []
}

function nothingBoth(reasons: string[]): string {
  return reasons.length > 0
    ? `Not compared, because both periods are not covered by ${LIST.format(reasons)}.`
    : 'Not compared: no source has numbers in both periods.'
}

function none(state: 'none' | 'in_progress', message: string): Comparability {
  return { state, connections: [], days: null, message }
}

const dayName = ({ from, to }: DayRange) => (from === to ? 'This day' : 'This period')

const day = (text: string) => DateTime.fromISO(text, { zone: 'utc' })
const plusDays = (text: string, days: number) => day(text).plus({ days }).toISODate()!
const daysIn = ({ from, to }: DayRange) => Math.round(day(to).diff(day(from), 'days').days) + 1
const lag = (until: string, { to }: DayRange) => (until >= to ? 0 : daysIn({ from: until, to }) - 1)
