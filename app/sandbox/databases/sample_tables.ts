import { minorDigits } from '#shared/expressions/money'
import type { SampleBusiness, SampleOrder } from '#kit'

/** The sample business as a shop's database holds it. Names are those of no vendor. */
export const SAMPLE_SCHEMA = `
  CREATE TABLE customers (
    id text PRIMARY KEY,
    name text NOT NULL,
    country text NOT NULL,
    created_at timestamp NOT NULL
  );
  CREATE TABLE orders (
    id text PRIMARY KEY,
    customer_id text NOT NULL,
    storefront text NOT NULL,
    ordered_at timestamp NOT NULL,
    currency varchar(3) NOT NULL,
    revenue numeric(14, 3) NOT NULL,
    orders integer NOT NULL DEFAULT 1,
    refunded numeric(14, 3) NOT NULL,
    updated_at timestamp NOT NULL
  );
  CREATE INDEX orders_updated ON orders (updated_at, id);
  CREATE VIEW orders_by_country AS
    SELECT o.id, c.country, o.ordered_at, o.currency, o.revenue, o.updated_at
    FROM orders o JOIN customers c ON c.id = o.customer_id;
`

type Cell = string | number

export interface SampleTable {
  name: string
  columns: string[]
  rows: Cell[][]
}

/** What has happened until now; times are UTC. */
export function sampleTables({ customers, orders }: SampleBusiness, now: Date): SampleTable[] {
  const nowUnix = Math.floor(now.getTime() / 1_000)
  return [
    {
      name: 'customers',
      columns: ['id', 'name', 'country', 'created_at'],
      rows: customers
        .filter(({ createdAt }) => createdAt <= nowUnix)
        .map(({ key, name, country, createdAt }) => [key, name, country, timeOf(createdAt)]),
    },
    {
      name: 'orders',
      columns: [
        ...['id', 'customer_id', 'storefront', 'ordered_at', 'currency', 'revenue', 'orders'],
        ...['refunded', 'updated_at'],
      ],
      rows: orders.filter(({ at }) => at <= nowUnix).map((order) => orderRow(order, nowUnix)),
    },
  ]
}

function orderRow(order: SampleOrder, nowUnix: number): Cell[] {
  const { key, customerKey, storefront, at, currency, amountMinor } = order
  const refunds = order.refunds.filter((refund) => refund.at <= nowUnix)
  const refunded = refunds.reduce((sum, refund) => sum + refund.amountMinor, 0)
  const code = currency.toUpperCase()
  const changed = Math.max(at, ...refunds.map((refund) => refund.at))
  return [
    ...[key, customerKey, storefront, timeOf(at), code, major(amountMinor, code), 1],
    ...[major(refunded, code), timeOf(changed)],
  ]
}

const timeOf = (unix: number) => new Date(unix * 1_000).toISOString().slice(0, 19).replace('T', ' ')

function major(minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
