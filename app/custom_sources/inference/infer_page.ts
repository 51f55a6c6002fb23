import type { Stream } from '#kit'
import { canonicalMetric } from '#shared/canonical_metrics'
import {
  currencyIn,
  isMoment,
  keyOf,
  leaves,
  metricsIn,
  nameOf,
  OWN_ID,
  type Leaf,
} from './clues.js'
import { longestList } from './lists_in.js'

/** What a page of a vendor gives away about the stream that would read it. */
export interface InferredStream {
  stream: Stream
  /** What a person has to look at before it is right. */
  doubts: string[]
}

/** Drafts a stream from one answer: where its records are, what tells them apart, when they are from and what they count. */
export function inferStream(
  body: unknown,
  { title, get }: { title: string; get: string }
): InferredStream | undefined {
  const found = longestList(body)
  if (!found) {
    return undefined
  }
  const records = found.records
  const fields = leaves(records[0])
  const key = keyOf(records, fields)
  const date = fields.find(isMoment)
  const metrics = metricsOf(fields)
  const doubts = doubtsOf({ key, date, metrics })
  const stream: Stream = {
    title,
    get,
    records: found.path || '$',
    key: key ?? fields[0][0],
    ...(date ? { cursor: { field: date[0], lookback: 'P7D', earliest: 'P365D' } } : {}),
    ...factsFor(fields, { key: key ?? fields[0][0], date, metrics }),
  }
  return { stream, doubts }
}

const metricsOf = (fields: Leaf[]): Record<string, string> =>
  Object.fromEntries(
    metricsIn(fields).map(({ metric, path }) => [metric, expressionOf(metric, path)])
  )

function expressionOf(metric: string, path: string): string {
  const isMoney = canonicalMetric(metric)?.unit === 'currency'
  if (!isMoney) {
    return `number(record.${path})`
  }
  return /micros/i.test(path) ? `number(record.${path})` : `micros(record.${path})`
}

interface Drafted {
  key?: string
  date?: Leaf
  metrics: Record<string, string>
}

function factsFor(fields: Leaf[], drafted: Drafted & { key: string }) {
  const { date, metrics } = drafted
  if (Object.keys(metrics).length === 0) {
    return {}
  }
  const currency = currencyIn(fields)
  return {
    facts: {
      mode: modeOf(date),
      ...(date ? { date: dateOf(date) } : {}),
      ...(currency ? { currency: `record.${currency}` } : {}),
      entity: entityOf(fields, drafted.key),
      metrics,
    },
  }
}

function modeOf(date: Leaf | undefined): 'daily' | 'event' | 'snapshot' {
  if (!date) {
    return 'snapshot'
  }
  return typeof date[1] === 'string' && date[1].length === 10 ? 'daily' : 'event'
}

/** What the numbers belong to: the id of something else before the record's own. */
function entityOf(fields: Leaf[], key: string) {
  const owner = fields.find(([path]) => OWN_ID.test(nameOf(path)))?.[0] ?? key
  const isName = ([path, value]: Leaf) => /name|title/i.test(path) && typeof value === 'string'
  const name = fields.find(isName)?.[0] ?? owner
  return { kind: 'campaign', id: `text(record.${owner})`, name: `record.${name}` }
}

const dateOf = ([path, value]: Leaf) =>
  typeof value === 'number' ? `unixToIso(record.${path})` : `record.${path}`

function doubtsOf({ key, date, metrics }: Drafted): string[] {
  const money = Object.entries(metrics).filter(([, text]) => text.startsWith('micros('))
  return [
    ...(key ? [] : ['No field tells the records apart. Name the fields that do in `key`.']),
    ...(date
      ? []
      : ['No field holds a day or moment, so the numbers count as of the day they are read.']),
    ...(Object.keys(metrics).length > 0
      ? []
      : [
          'No field has the name of a metric of the catalogue. Add `facts`, or keep the records as entities.',
        ]),
    ...money.map(
      ([id]) => `${id} is taken for an amount such as 12.50. For cents write minorToMicros.`
    ),
  ]
}
