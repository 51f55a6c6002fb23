import { IANAZone } from 'luxon'
import { METRIC_QUERY_SCHEMA, type MetricQuery } from '#metrics'
import { IDENTIFIER } from '#dashboards'

const { asOf, conditions, derived, sort, top, weekStart } = METRIC_QUERY_SCHEMA.properties
const NAME = new RegExp(derived.propertyNames.pattern)
const MOST_POINTS = derived.additionalProperties.properties.points.maximum
/** As many derived numbers, or filters on metrics, as an address may hold. */
const MOST_PARTS = Math.max(conditions.maxItems, derived.maxProperties)
const DAY = /^\d{4}-\d{2}-\d{2}(T[\d:.Z+-]+)?$/

export type Note = (what: string, given: unknown) => void

type Shape = Pick<
  MetricQuery,
  'asOf' | 'conditions' | 'derived' | 'sort' | 'timeZone' | 'top' | 'weekStart'
>

/** What an address says of rows and points: their order, how many, which, and what is derived from them. */
export function shapeFrom(address: Record<string, unknown>, note: Note): Shape {
  const own = {
    conditions: listOf(address.having, conditionFrom, ['filter on a metric', note]),
    derived: derivedFrom(address.derive, note),
    sort: one(address.sort, sortFrom, ['order', note]),
    top: one(address.top, topFrom, ['number of rows', note]),
    weekStart: one(address.week, (text) => oneOf(weekStart.enum, text), [
      'first day of weeks',
      note,
    ]),
    timeZone: one(address.zone, (text) => (IANAZone.isValidZone(text) ? text : null), [
      'time zone',
      note,
    ]),
    asOf: one(address.asof, (text) => (isMoment(text) ? text : null), ['moment', note]),
  }
  const given = Object.entries(own).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given)
}

const isMoment = (text: string) => text.length <= asOf.maxLength && DAY.test(text)

type Read<Value> = (text: string) => Value | null | undefined
type Named = [what: string, note: Note]

function one<Value>(given: unknown, read: Read<Value>, [what, note]: Named): Value | undefined {
  if (given === undefined || given === '') {
    return undefined
  }
  const value = typeof given === 'string' ? read(given) : null
  if (value === null || value === undefined) {
    note(what, given)
    return undefined
  }
  return value
}

function listOf<Value>(given: unknown, read: Read<Value>, named: Named): Value[] | undefined {
  const texts = [given].flat().filter((text) => text !== undefined && text !== '')
  const found = texts
    .slice(0, MOST_PARTS)
    .map((text) => one(text, read, named))
    .filter((value) => value !== undefined)
  return found.length > 0 ? found : undefined
}

/** `spend~above~500` */
function conditionFrom(text: string) {
  const [metric, operatorText, number] = text.split('~').map(decoded)
  const operator = oneOf(conditions.items.properties.operator.enum, operatorText)
  const value = Number(number)
  const isRead = operator && IDENTIFIER.test(metric) && number !== '' && Number.isFinite(value)
  return isRead ? { metric, operator, value } : null
}

/** `spend` or `spend~ascending` */
function sortFrom(text: string) {
  const [by, orderText] = text.split('~').map(decoded)
  const order = oneOf(sort.properties.order.enum as ('ascending' | 'descending')[], orderText)
  const isRead = IDENTIFIER.test(by) && (orderText === undefined || order)
  return isRead ? { by, ...(order && { order }) } : null
}

/** `10`, `10~other`, `10~other~campaign` or `10~only~campaign` */
function topFrom(text: string) {
  const [countText, rest, dimension] = text.split('~').map(decoded)
  const count = wholeNumber(countText, [1, top.properties.count.maximum])
  const isRead =
    (rest === undefined || oneOf(['other', 'only'], rest)) &&
    (dimension === undefined || IDENTIFIER.test(dimension))
  return count && isRead
    ? { count, ...(rest === 'other' && { other: true }), ...(dimension && { dimension }) }
    : null
}

/** Each is `name~kind~metric` or `name~moving_average~metric~7`. */
function derivedFrom(given: unknown, note: Note): MetricQuery['derived'] {
  const found = listOf(given, derivationFrom, ['derived number', note]) ?? []
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

function derivationFrom(text: string) {
  const [name, kind, metric, points] = text.split('~').map(decoded)
  const as = oneOf(derived.additionalProperties.properties.as.enum, kind)
  const count = points === undefined ? undefined : wholeNumber(points, [2, MOST_POINTS])
  const isRead = as && NAME.test(name) && IDENTIFIER.test(metric ?? '') && count !== null
  return isRead ? ([name, { metric, as, ...(count && { points: count }) }] as const) : null
}

function wholeNumber(text: string, [least, most]: [number, number]): number | null {
  const number = Number(text)
  return Number.isInteger(number) && number >= least && number <= most ? number : null
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function oneOf<Choice extends string>(choices: readonly Choice[], given: unknown) {
  return choices.find((choice) => choice === given)
}
