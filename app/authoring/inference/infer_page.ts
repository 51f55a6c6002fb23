import type { Stream } from '#kit'
import { canonicalMetric } from '#shared/canonical_metrics'

type Fields = Record<string, unknown>

/** What a page of a vendor gives away about the stream that would read it. */
export interface InferredStream {
  stream: Stream
  /** What a person has to look at before it is right. */
  doubts: string[]
}

const NAME = /^[A-Za-z_]\w*$/
/** Words of vendors for metrics of the catalogue. */
const METRICS: [string, RegExp][] = [
  ['spend', /^(spend|cost|cost_?micros|amount_spent|total_spend)$/i],
  ['impressions', /^(impressions?|views_shown|impression_count)$/i],
  ['clicks', /^(clicks?|click_count|link_clicks)$/i],
  ['conversions', /^(conversions?|conversion_count|results)$/i],
  ['sessions', /^(sessions?|visits?|session_count)$/i],
  ['pageviews', /^(page_?views?|screen_page_views)$/i],
  ['users', /^(users?|active_users|visitors?|total_users)$/i],
  ['emails_sent', /^(emails?_?sent|sends|sent)$/i],
  ['email_opens', /^(opens?|opens_total|email_opens)$/i],
  ['email_clicks', /^(clicks_total|email_clicks)$/i],
  ['unsubscribes', /^(unsubscribed?|unsubscribes)$/i],
  ['revenue', /^(revenue|total_price|gross_amount|amount|total)$/i],
  ['orders', /^(orders?|order_count)$/i],
]
const DATE_NAME =
  /(^|_)(date|day|created|created_?at|time|timestamp|updated_?at|send_time|occurred)/i
const ID_NAME = /^(id|key|uuid|gid|code)$/i
const OWN_ID = /_id$|Id$/

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
  const date = fields.find(([path, value]) => isMoment(path, value))
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

type Leaf = [path: string, value: unknown]

/** The longest list of objects, however deep. */
function longestList(value: unknown, path = ''): { path: string; records: Fields[] } | undefined {
  if (Array.isArray(value)) {
    const records = value.filter(
      (each): each is Fields => typeof each === 'object' && each !== null
    )
    return records.length > 0 ? { path, records } : undefined
  }
  if (typeof value !== 'object' || value === null) {
    return undefined
  }
  const lists = Object.entries(value)
    .filter(([name]) => NAME.test(name))
    .map(([name, each]) => longestList(each, path ? `${path}.${name}` : name))
    .filter((each) => each !== undefined)
  return lists.sort((one, other) => other.records.length - one.records.length)[0]
}

function leaves(value: Fields, at = ''): Leaf[] {
  return Object.entries(value).flatMap(([name, each]): Leaf[] => {
    const path = at ? `${at}.${name}` : name
    if (!NAME.test(name) || Array.isArray(each)) {
      return []
    }
    return typeof each === 'object' && each !== null ? leaves(each as Fields, path) : [[path, each]]
  })
}

const nameOf = (path: string) => path.split('.').at(-1)!

/** A field that is there in every record and never twice, an id before anything else. */
function keyOf(records: Fields[], fields: Leaf[]): string | undefined {
  const unique = fields.filter(([path, value]) => {
    const values = records.map((record) => JSON.stringify(at(record, path)))
    return ['string', 'number'].includes(typeof value) && new Set(values).size === records.length
  })
  const named = (pattern: RegExp) => unique.find(([path]) => pattern.test(nameOf(path)))?.[0]
  return named(ID_NAME) ?? named(OWN_ID)
}

const at = (record: Fields, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Fields | undefined)?.[name], record)

function isMoment(path: string, value: unknown): boolean {
  const isText = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)
  const isUnix = typeof value === 'number' && value > 1e9 && value < 1e11
  return isText || (isUnix && DATE_NAME.test(nameOf(path)))
}

function metricsOf(fields: Leaf[]): Record<string, string> {
  const numbers = fields.filter(([, value]) => isNumber(value))
  const known = METRICS.filter(([id]) => canonicalMetric(id))
  const entries = known.flatMap(([id, pattern]): [string, string][] => {
    const field = numbers.find(([path]) => pattern.test(nameOf(path)))
    return field ? [[id, expressionOf(id, field[0])]] : []
  })
  return Object.fromEntries(entries)
}

const isNumber = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))

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
  const currency = fields.find(([path]) => /^currency(_code)?$/i.test(nameOf(path)))?.[0]
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
