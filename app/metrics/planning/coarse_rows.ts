import { Refusal } from '#foundation'
import { endOfPeriod, isCoarser, startOfPeriod, type Period } from '#shared/periods'
import type { Question, StreamPart } from './plan.js'

const LIST = new Intl.ListFormat('en', { type: 'conjunction' })

const ADJECTIVES: Record<Period, string> = {
  hour: 'hourly',
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
  year: 'yearly',
}

/** A month has no days: refuses to show its number as the one of its first day, where nothing finer answers beside it. */
export function refuseFinerThanRows(question: Question, parts: StreamPart[]) {
  if (parts.length === 0 || !parts.every((part) => isFiner(question, part))) {
    return
  }
  const sources = new Set(parts.map(({ stream }) => stream.connection))
  const periods = parts.map(({ stream }) => stream.period)
  const coarsest = periods.reduce((one, other) => (isCoarser(other, one) ? other : one))
  const names = question.metrics.map((id) => question.catalogue.get(id).label.toLowerCase())
  throw new Refusal({
    code: 'E_GRAIN_NOT_AVAILABLE',
    status: 422,
    message:
      `${LIST.format([...sources])} ${sources.size === 1 ? 'reports' : 'report'} ${ADJECTIVES[coarsest]} values of ` +
      `${LIST.format(names)}, so there are none by the ${question.grain}. Choose ${coarsest}s or a coarser granularity.`,
  })
}

/** What a person has to know who sees such numbers beside finer ones, or in a period that cuts them. */
export function coarseFlag(question: Question, part: StreamPart): string[] {
  const { connection, period, lastDay } = part.stream
  const isOver = lastDay !== null && endOfPeriod(lastDay, period) < question.range.from
  if (period === 'day' || isOver) {
    return []
  }
  const report = `${connection} reports ${ADJECTIVES[period]} values`
  if (isFiner(question, part)) {
    return [
      `${report}: each stands on the first day of its ${period}, and the other days have none.`,
    ]
  }
  const { from, to } = question.range
  const isWhole = from === startOfPeriod(from, period) && to === endOfPeriod(to, period)
  return isWhole ? [] : [`${report}: a ${period} counts where its first day does.`]
}

/** Rows of a day whose hours are a dimension tell the hours, too. */
const tellsHours = ({ period, breakdowns }: StreamPart['stream']) =>
  period === 'day' && 'hour' in breakdowns

const isFiner = ({ grain, weekStart }: Question, { stream }: StreamPart) =>
  grain !== 'total' &&
  (isCoarser(stream.period, grain) || (weekStart === 'sunday' && isOfWeeks(stream, grain))) &&
  !(grain === 'hour' && tellsHours(stream))

/** Reported weeks begin on Monday and cannot be cut. */
const isOfWeeks = ({ period }: StreamPart['stream'], grain: Question['grain']) =>
  period === 'week' && grain === 'week'
