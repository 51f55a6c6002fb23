import { canonicalMetric } from '#shared/canonical_metrics'

export type Fields = Record<string, unknown>
export type Leaf = [path: string, value: unknown]

const NAME = /^[A-Za-z_]\w*$/
/** Words of vendors for metrics of the catalogue. */
const METRICS: [string, RegExp][] = [
  ['spend', /^(spend|cost|cost_?micros|amount_spent|total_spend)$/i],
  ['impressions', /^(impressions?|views_shown|impression_count)$/i],
  ['clicks', /^(clicks?|click_count|link_clicks)$/i],
  ['conversions', /^(conversions?|conversion_count|results)$/i],
  ['sessions', /^(sessions?|visits?|session_count)$/i],
  ['page_views', /^(page_?views?|screen_page_views)$/i],
  ['users', /^(users?|active_users|visitors?|total_users)$/i],
  ['emails_sent', /^(emails?_?sent|sends|sent)$/i],
  ['email_opens', /^(opens?|opens_total|email_opens)$/i],
  ['email_clicks', /^(clicks_total|email_clicks)$/i],
  ['unsubscribes', /^(unsubscribed?|unsubscribes)$/i],
  ['revenue', /^(revenue|total_?price|gross_amount|amount|total)$/i],
  ['taxes', /^(tax|taxes|total_?tax|tax_amount)$/i],
  ['discounts', /^(discounts?|total_?discounts?|discount_amount)$/i],
  ['shipping', /^(shipping|shipping_?(cost|total|amount|price))$/i],
  ['units_sold', /^(units|units_?sold|quantity|item_?count)$/i],
  ['orders', /^(orders?|order_count)$/i],
]
const DATE_NAME =
  /(^|_)(date|day|created|created_?at|time|timestamp|updated_?at|send_time|occurred)/i
const ID_NAME = /^(id|key|uuid|gid|code)$/i
export const OWN_ID = /_id$|Id$/
const CURRENCY_NAME = /^(currency|currency_?code)$/i

/** Plain values of a record that a path can reach. */
export function leaves(value: Fields, at = ''): Leaf[] {
  return Object.entries(value).flatMap(([name, each]): Leaf[] => {
    const path = at ? `${at}.${name}` : name
    if (!NAME.test(name) || Array.isArray(each)) {
      return []
    }
    return typeof each === 'object' && each !== null ? leaves(each as Fields, path) : [[path, each]]
  })
}

export const nameOf = (path: string) => path.split('.').at(-1)!

/** A field that is there in every record and never twice, an id before anything else. */
export function keyOf(records: Fields[], fields: Leaf[]): string | undefined {
  const unique = fields.filter(([path, value]) => {
    const values = records.map((record) => JSON.stringify(at(record, path)))
    return ['string', 'number'].includes(typeof value) && new Set(values).size === records.length
  })
  const named = (pattern: RegExp) => unique.find(([path]) => pattern.test(nameOf(path)))?.[0]
  return named(ID_NAME) ?? named(OWN_ID)
}

export const at = (record: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Fields | undefined)?.[name], record)

export function isMoment([path, value]: Leaf): boolean {
  const isText = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)
  const isUnix = typeof value === 'number' && value > 1e9 && value < 1e11
  return isText || (isUnix && DATE_NAME.test(nameOf(path)))
}

export const isNamedLikeADate = (path: string) => DATE_NAME.test(nameOf(path))

/** The fields that hold numbers of the catalogue, by metric. */
export function metricsIn(fields: Leaf[]): { metric: string; path: string }[] {
  const numbers = fields.filter(([, value]) => isNumber(value))
  return METRICS.filter(([id]) => canonicalMetric(id)).flatMap(([metric, pattern]) => {
    const field = numbers.find(([path]) => pattern.test(nameOf(path)))
    return field ? [{ metric, path: field[0] }] : []
  })
}

export const currencyIn = (fields: Leaf[]) =>
  fields.find(([path]) => CURRENCY_NAME.test(nameOf(path)))?.[0]

export const isNumber = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
