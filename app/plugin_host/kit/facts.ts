import { PERIODS } from '#shared/periods'
import { listFields, report } from './call.js'
import {
  cel,
  list,
  named,
  object,
  oneOf,
  optional,
  orText,
  path,
  plainText,
  type Static,
} from './notation.js'

const expression = cel('record')
const expressions = named(expression)

/** The entity that a record describes or counts for. Also written to `entities`. */
export const entityMapping = object({
  kind: plainText,
  /** Unique in the connection: where the vendor counts per account, `account.id + ':' + text(record.id)`. */
  id: expression,
  name: expression,
  /** Nearest first: an ad group names its campaign, then its account. */
  ancestors: optional(list(object({ kind: plainText, id: expression, name: expression }))),
  attributes: optional(expressions),
})
export type EntityMapping = Static<typeof entityMapping>

/**
 * One record per element of a list in it: `{ list: 'actions', as: 'action' }` makes `record.action` of each. Of a missing or
 * empty list no record comes.
 */
export const expansion = object({ list: path, as: plainText })
export type Expansion = Static<typeof expansion>

/**
 * One record becomes one fact row. `event` belongs to its date, `daily` is already per day, and for
 * `snapshot` (a running total) the core keeps the value and its change since the day before. A row is identified
 * by day, entity and dimensions, so these must not change when the vendor restates or updates a record:
 * a status belongs in the entity's attributes, and a failed payment counts 0 instead of being skipped.
 */
export const factMapping = object({
  mode: oneOf('event', 'daily', 'snapshot'),
  /**
   * `catalogue` (default): this stream answers for its metrics. `detail`: the same numbers again at a finer
   * grain, used only where a question needs that detail. A list: answers for these metrics only. In one
   * connector every metric is answered for by exactly one stream; the host refuses anything else.
   */
  feeds: optional(orText(oneOf('catalogue', 'detail'), list(plainText))),
  /** One fact per element of a list in the record. */
  expand: optional(expansion),
  /**
   * `YYYY-MM-DD` or `YYYYMMDD` in the account's own zone, or an instant that `timeZone` places on a day. Of a snapshot without
   * a date of the vendor's: `today`, by leaving it out.
   */
  date: optional(expression),
  /**
   * What a row stands for where it is not a day. Of a week, month, quarter or year `date` may also be `2026-W05`, `2026-03`, `2026-Q1`
   * or `2026`; it is stored on its first day, and no question by the day is answered from it. Of an hour it may also be `2026030113` or
   * `2026-03-01T13:00`, and the dimension `hour` follows from it.
   */
  period: optional(oneOf(...PERIODS)),
  timeZone: optional(expression),
  currency: optional(expression),
  entity: entityMapping,
  /** Dimension id → value. An absent value is stored as absent, not as an empty text. `hour` is `00` to `23`. */
  dimensions: optional(expressions),
  /**
   * Metric id of the catalogue or of this plugin → number. Money is integer micros of the major unit: use
   * `micros(…)` or `minorToMicros(…, currency)`. The order is the order of the slots.
   */
  metrics: named(expression, { minProperties: 1, maxProperties: 64 }),
  /** Skip records that can never become a fact, for example test charges. */
  when: optional(expression),
})
export type FactMapping = Static<typeof factMapping>

/** A moment that goes to the `events` store. */
export const eventMapping = object({
  id: expression,
  name: expression,
  at: expression,
  actor: optional(expression),
  revenue: optional(expression),
  currency: optional(expression),
  properties: optional(expressions),
  when: optional(expression),
})
export type EventMapping = Static<typeof eventMapping>

/** The vendor's own total for a window, to hold our sum against. Records are added up. */
export const totals = object({
  ...listFields,
  /** Where the totals are a report that has to be asked for, as `report` of a stream. */
  report: optional(report),
  /** Metric id → number in one record of the answer, money in micros. */
  metrics: expressions,
  /** Currency of the totals, where a record carries one. */
  currency: optional(expression),
  /**
   * Where the records are listed by another date than the one the facts belong to: the day a record counts for. Records of
   * days outside the window are left out. `timeZone` as in facts.
   */
  date: optional(expression),
  timeZone: optional(expression),
  when: optional(expression),
})
export type Totals = Static<typeof totals>

/** The mappings of a stream's records to facts, of which there may be none, one or several. */
export const factsOf = ({ facts }: { facts?: FactMapping | FactMapping[] }): FactMapping[] =>
  facts === undefined ? [] : [facts].flat()
