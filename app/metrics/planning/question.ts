import { DateTime, IANAZone } from 'luxon'
import { Refusal } from '#foundation'
import type { Catalogue } from '../catalogue/catalogue.js'
import type { DimensionDefinition } from '../catalogue/dimensions.js'
import type { DimensionCatalogue } from '../catalogue/dimension_catalogue.js'
import type { SourceStream } from '../reading/read_streams.js'
import type { MetricQuery } from '../types.js'
import { answersDimension } from './answers_dimension.js'
import { dimensionsOf, slotOf, type Question, type StreamPart } from './plan.js'
import { bucketsOf, resolveRange } from './ranges.js'
import { readFilter } from './read_filter.js'
import { metricsBehind, readShaping } from './shaping.js'
import { resolveDimension } from './resolve_dimension.js'

export const MAX_METRICS = 30
export const MAX_BREAKDOWNS = 3
export const MAX_FILTERS = 20
export const MAX_SERIES = 1_000
const DEFAULT_SERIES = 250

export interface Surroundings {
  catalogue: Catalogue
  dimensions: DimensionCatalogue
  streams: SourceStream[]
  organization: { timeZone: string }
  now: DateTime
}

/** Checks a question and resolves every name in it. What cannot be answered is refused with the reason. */
export function readQuestion(query: MetricQuery, surroundings: Surroundings): Question {
  const { dimensions, organization, streams } = surroundings
  checkSize(query)
  const { grain = 'total', limit = DEFAULT_SERIES } = query
  const catalogue = surroundings.catalogue.withFormulas(query.formulas ?? {})
  const metrics = metricsBehind(query)
  const atoms = [...new Set(metrics.flatMap((id) => catalogue.check(id)))]
  const timeZone = readTimeZone(query.timeZone, organization)
  const answering = streams.filter((stream) => atoms.some(({ id }) => slotOf(stream, id) >= 0))
  const resolve = (id: string) => resolveDimension(id, { dimensions, answering })
  const breakdownIds = [...new Set(query.breakdowns ?? [])]
  const range = resolveRange(query.range, {
    now: surroundings.now,
    timeZone,
    weekStart: query.weekStart,
    ...knownDays(answering),
  })
  bucketsOf(range, grain, query.weekStart)
  return {
    catalogue,
    dimensions,
    metrics,
    atoms,
    breakdowns: breakdownIds.map(resolve),
    breakdownIds,
    filters: (query.filters ?? []).map((filter) => readFilter(filter, resolve)),
    range,
    grain,
    weekStart: query.weekStart ?? 'monday',
    shaping: readShaping(query, { catalogue, breakdownIds, grain }),
    currency: readCurrency(query.currency),
    timeZone,
    asOf: readAsOf(query.asOf, timeZone),
    limit,
  }
}

function checkSize(query: MetricQuery) {
  refuseUnless(query.metrics.length > 0, 'E_METRICS_MISSING', 'Name at least one metric.')
  const sizes: [number, number, string][] = [
    [query.metrics.length, MAX_METRICS, 'metrics'],
    [query.breakdowns?.length ?? 0, MAX_BREAKDOWNS, 'breakdowns'],
    [query.filters?.length ?? 0, MAX_FILTERS, 'filters'],
    [query.limit ?? 1, MAX_SERIES, 'series'],
  ]
  for (const [count, most, what] of sizes) {
    refuseUnless(
      count <= most,
      'E_QUERY_TOO_WIDE',
      `One question has at most ${most} ${what}; this one has ${count}.`
    )
  }
}

function readTimeZone(
  asked: string | null | undefined,
  organization: { timeZone: string }
): string {
  const name = asked ?? organization.timeZone
  const message = `"${name}" is not a time zone. Write it like "Europe/Amsterdam".`
  refuseUnless(IANAZone.isValidZone(name), 'E_TIME_ZONE_UNKNOWN', message)
  return name
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

function readCurrency(code: string | null = null): string | null {
  const message = `"${code}" is not a currency. Write its three letters, like EUR.`
  refuseUnless(code === null || CURRENCIES.has(code), 'E_CURRENCY_UNKNOWN', message)
  return code
}

/** Nothing was known before there were computers, and years are written in four digits. */
const FIRST_YEAR = 1970
const LAST_YEAR = 9998

/** A day stands for its end: what was known when the day was over. */
function readAsOf(text: string | null | undefined, timeZone: string): string | null {
  if (!text) {
    return null
  }
  const at = DateTime.fromISO(text, { zone: timeZone }).toUTC()
  refuseUnless(
    at.isValid && at.year >= FIRST_YEAR && at.year <= LAST_YEAR,
    'E_AS_OF_INVALID',
    `"${text}" is not a moment. Write a day or an ISO 8601 time.`
  )
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  return (isDay ? at.setZone(timeZone).endOf('day').toUTC() : at).toISO()!
}

function knownDays(answering: SourceStream[]) {
  const days = answering.flatMap(({ firstDay, lastDay }) => [firstDay ?? [], lastDay ?? []].flat())
  days.sort()
  return { earliest: days[0] ?? null, latest: days.at(-1) ?? null }
}

const CALENDAR = new Set(['day_of_week', 'month_of_year'])

/** Of a state the last value of a period counts: picked first and then filtered, it would be some other day's. */
function refuseLastValuesByCalendar(question: Question) {
  const state = question.atoms.find(({ kind }) => kind === 'semi_additive')
  const calendar = dimensionsOf(question).find(({ id }) => CALENDAR.has(id))
  refuseUnless(
    !state || !calendar,
    'E_LAST_VALUE_BY_CALENDAR',
    `${state?.label} is a state, of which the last value of a period counts, so it cannot be broken down or filtered ` +
      `by ${calendar?.label.toLowerCase()}. Ask for it by day, week or month instead.`
  )
}

/** Refuses a breakdown, filter or grain that none of the planned streams has. */
export function checkAnswerable(question: Question, parts: StreamPart[], streams: SourceStream[]) {
  refuseLastValuesByCalendar(question)
  if (parts.length === 0) {
    return
  }
  for (const dimension of dimensionsOf(question)) {
    const isAnswered = parts.some(({ stream }) => answersDimension(stream, dimension))
    const isHour = question.grain === 'hour' && dimension.id === 'hour'
    refuseUnless(
      isAnswered,
      isHour ? 'E_GRAIN_NOT_AVAILABLE' : 'E_BREAKDOWN_NOT_AVAILABLE',
      whyUnanswered(question, dimension, streams)
    )
  }
}

/** Whether no report has the dimension at all, or none has it together with the others. */
function whyUnanswered(
  question: Question,
  dimension: DimensionDefinition,
  streams: SourceStream[]
) {
  const names = question.metrics
    .map((id) => question.catalogue.get(id).label.toLowerCase())
    .join(', ')
  const asked = dimensionsOf(question).map(({ label }) => label.toLowerCase())
  const hasItAlone = streams.some(
    (stream) =>
      answersDimension(stream, dimension) &&
      question.atoms.some(({ id }) => slotOf(stream, id) >= 0)
  )
  if (hasItAlone) {
    return `No report of a connected source has ${names} by ${asked.join(', ')} at once. Leave one of these out.`
  }
  return dimension.id === 'hour' && question.grain === 'hour'
    ? `No connected source reports ${names} by the hour. Take days instead.`
    : `No connected source reports ${names} by ${dimension.label.toLowerCase()}. Choose another breakdown or filter.`
}

function refuseUnless(condition: boolean, code: string, message: string) {
  if (!condition) {
    throw new Refusal({ code, status: 422, message })
  }
}
