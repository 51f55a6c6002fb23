import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { eachOrganization } from '#billing/actions/each_organization'
import {
  FIGURES,
  removedOf,
  rowsOf,
  subscriptionDay,
  type Figures,
  type RevenueRow,
  type SubscriptionDay,
} from '#billing/revenue/figures'
import { subscriptionOf } from '#billing/subscriptions/subscription'

const NOTE = `
  INSERT INTO subscription_days (organization_id, day, plan, state, currency, monthly_cents)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`

const READ = `
  SELECT plan, state, currency, monthly_cents::float8 AS "monthlyCents"
  FROM subscription_days WHERE organization_id = $1 AND day <= $2 ORDER BY day DESC LIMIT 1`

const HAS_PAID = `
  SELECT 1 FROM subscription_days WHERE organization_id = $1 AND day <= $2 AND monthly_cents > 0 LIMIT 1`

const LAST_DAY = `
  SELECT day::text, currency, plan, figures FROM revenue_days
  WHERE day = (SELECT max(day) FROM revenue_days WHERE day < ?)`

/**
 * Writes down what every subscription was worth at the end of a day, and the sums of the installation. Sample organizations
 * are nobody's customers. A day that was noted stays as it is, so a second count of it gives the same sums; where one
 * organization could not be read there are no sums, and the queue tries again.
 */
export async function countRevenue(day: DateTime<true>, each = eachOrganization): Promise<void> {
  const date = day.toISODate()
  const last = await db.rawQuery<{ rows: (RevenueRow & { day: string })[] }>(LAST_DAY, [date])
  const since = last.rows[0]?.day ?? null
  const sums = new Map<string, RevenueRow>()
  const samples = new Set(await sampleIds())
  const { failed } = await each('revenue could not be counted', async (id) => {
    const added = samples.has(id)
      ? []
      : await withTenant(id, (tenant) => countOne(tenant, day, since))
    added.forEach((row) => add(sums, row))
  })
  if (failed > 0) {
    throw new Error(`${failed} organizations could not be counted; their day is counted again.`)
  }
  const rows = [...sums.values()]
  await store(date, [...rows, ...removedOf(last.rows, rows)])
}

async function sampleIds(): Promise<string[]> {
  const rows = await db.from('organizations').where('is_sample', true).select('id')
  return rows.map(({ id }) => id as string)
}

/** Movements are those since the last day that has sums, so that a day which was never finished loses none. */
async function countOne(tenant: TenantTransaction, day: DateTime<true>, since: string | null) {
  const [id, date] = [tenant.organizationId, day.toISODate()]
  const now = subscriptionDay(await subscriptionOf(tenant), day.endOf('day'))
  await tenant.query(NOTE, [id, date, now.plan, now.state, now.currency, now.monthlyCents])
  const today = await tenant.query<SubscriptionDay>(READ, [id, date])
  const before = await tenant.query<SubscriptionDay>(READ, [id, since])
  const paid = await tenant.query(HAS_PAID, [id, since])
  return rowsOf(today.rows[0], before.rows[0] ?? null, paid.rows.length > 0)
}

function add(sums: Map<string, RevenueRow>, { currency, plan, figures }: RevenueRow) {
  const key = `${currency} ${plan}`
  const sum = sums.get(key) ?? { currency, plan, figures: {} }
  for (const name of FIGURES) {
    sum.figures[name] = (sum.figures[name] ?? 0) + (figures[name] ?? 0)
  }
  sums.set(key, sum)
}

async function store(date: string, rows: RevenueRow[]) {
  await db.transaction(async (trx) => {
    await trx.from('revenue_days').where('day', date).delete()
    for (const { currency, plan, figures } of rows.filter(hasFigures)) {
      await trx.insertQuery().table('revenue_days').insert({ day: date, currency, plan, figures })
    }
  })
}

const hasFigures = ({ figures }: { figures: Partial<Figures> }) =>
  Object.values(figures).some((value) => value > 0)
