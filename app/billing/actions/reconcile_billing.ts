import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { withTenant, type TenantTransaction } from '#foundation'
import { ReportUsage } from '#billing/actions/report_usage'
import { listGaps, noteGaps } from '#billing/payments/gaps'
import { noteReport } from '#billing/payments/follow'
import { MirrorAccount } from '#billing/payments/mirror_account'
import { settleAgain } from '#billing/payments/payment_requests'
import type { Problem } from '#billing/payments/understand_items'
import { reportedUsage } from '#billing/provider/reported_usage'
import { METER_WORDS } from '#billing/limits/plan_limit'
import type { Flow } from '#billing/plans/plan'
import { subscriptionOf } from '#billing/subscriptions/subscription'

export interface Reconciled {
  organizationId: string
  gaps: { subject: string; message: string }[]
}

interface HourRow {
  meter: Flow
  hour: Date
  quantity: string
  identifiers: string[]
  reported: boolean
}

/** How far back the provider's sums are compared with ours. */
const LOOK_BACK_DAYS = 35

/**
 * Holds ledger, meters and invoices against each other for every customer of the payment provider. What an event that
 * never came would have told is taken over, calls without an answer are made again, and what still does not agree is
 * noted for a person.
 */
export class ReconcileBilling {
  async execute(now: DateTime): Promise<Reconciled[]> {
    const { rows } = await db.rawQuery<{ rows: { organization_id: string }[] }>(
      'SELECT DISTINCT organization_id FROM payment_customers'
    )
    const found: Reconciled[] = []
    for (const { organization_id: id } of rows) {
      found.push({ organizationId: id, gaps: await this.reconcile(id, now) })
    }
    return found
  }

  async reconcile(organizationId: string, now: DateTime) {
    await this.settleAll(organizationId, now)
    await new MirrorAccount().execute(organizationId, now)
    const problems = await this.compareMeters(organizationId, now)
    await new ReportUsage().execute(organizationId, now, { isMissing: true })
    return withTenant(organizationId, async (tenant) => {
      problems.push(...(await findUnreported(tenant)), ...(await compareInvoices(tenant)))
      await noteGaps(tenant, 'reconcile.', { problems, now })
      return listGaps(tenant)
    })
  }

  private async settleAll(organizationId: string, now: DateTime) {
    const { rows } = await withTenant(organizationId, (tenant) =>
      tenant.query<{ key: string }>(
        `SELECT key FROM payment_requests WHERE organization_id = $1 AND state = 'planned' ORDER BY planned_at`,
        [organizationId]
      )
    )
    for (const { key } of rows) {
      await settleAgain({ organizationId, key }, now)
    }
  }

  /** Hour by hour. A report whose answer was lost is found in the provider's sum, so it is not sent a second time. */
  private async compareMeters(organizationId: string, now: DateTime): Promise<Problem[]> {
    const since = now.minus({ days: LOOK_BACK_DAYS }).startOf('hour')
    const { customerRef, hours } = await withTenant(organizationId, async (tenant) => ({
      ...(await subscriptionOf(tenant)),
      hours: await chargedHours(tenant, since),
    }))
    if (!customerRef || hours.length === 0) {
      return []
    }
    const meters = [...new Set(hours.map(({ meter }) => meter))]
    const sums = await reportedUsage(customerRef, { meters, since, until: now.startOf('hour') })
    const differing = hours.filter(
      ({ meter, hour, quantity }) => sums(meter, hour) !== Number(quantity)
    )
    const arrived = hours.filter((row) => !row.reported && !differing.includes(row))
    await withTenant(organizationId, async (tenant) => {
      for (const identifier of arrived.flatMap(({ identifiers }) => identifiers)) {
        await noteReport(tenant, identifier)
      }
    })
    return differing
      .filter(({ reported }) => reported)
      .map((row) => meterGap(row, sums(row.meter, row.hour)))
  }
}

async function chargedHours(tenant: TenantTransaction, since: DateTime): Promise<HourRow[]> {
  const { rows } = await tenant.query<HourRow>(
    `SELECT meter, hour, sum(quantity) AS quantity, array_agg(identifier) AS identifiers,
       bool_and(reported_at IS NOT NULL) AS reported
     FROM extra_usage WHERE organization_id = $1 AND hour >= $2 GROUP BY meter, hour ORDER BY hour, meter`,
    [tenant.organizationId, since.toJSDate()]
  )
  return rows
}

function meterGap({ meter, hour, quantity }: HourRow, found: number): Problem {
  const at = DateTime.fromJSDate(hour, { zone: 'utc' }).toFormat('yyyy-MM-dd HH:mm')
  return {
    subject: `reconcile.meter.${meter}.${hour.toISOString()}`,
    message: `The hour of ${at} UTC has ${quantity} extra ${METER_WORDS[meter].many} here and ${found} at the payment provider. The invoice follows the provider. Correct the meter there, or give a credit for the difference.`,
  }
}

/** Hours that the provider was told of and did not take. */
async function findUnreported(tenant: TenantTransaction): Promise<Problem[]> {
  const { rows } = await tenant.query<{ meter: Flow; quantity: string; reason: string | null }>(
    `SELECT DISTINCT ON (usage.identifier) usage.meter, usage.quantity, refused.answer ->> 'message' AS reason
     FROM extra_usage usage JOIN payment_requests refused ON refused.organization_id = $1
       AND starts_with(refused.key, concat('usage:', usage.identifier, '#'))
     WHERE usage.organization_id = $1 AND usage.reported_at IS NULL AND refused.state = 'refused'
     ORDER BY usage.identifier, refused.planned_at DESC`,
    [tenant.organizationId]
  )
  return rows.map(({ meter, quantity, reason }, index) => ({
    subject: `reconcile.unreported.${meter}.${index}`,
    message: `The payment provider did not take ${quantity} extra ${METER_WORDS[meter].many}, so they are on no invoice: ${reason} They are offered again every hour. Correct the meter there.`,
  }))
}

/** Extra usage on invoices that were issued, against our own ledger of the same period. */
async function compareInvoices(tenant: TenantTransaction): Promise<Problem[]> {
  const { rows } = await tenant.query<{
    number: string
    meter: Flow
    billed: string
    ours: string
  }>(
    `SELECT i.number, split_part(line ->> 'priceKey', '.', 2) AS meter, line ->> 'quantity' AS billed,
       coalesce((SELECT sum(e.quantity) FROM extra_usage e WHERE e.organization_id = $1
         AND e.meter = split_part(line ->> 'priceKey', '.', 2)
         AND e.period_start = (line ->> 'from')::timestamptz), 0) AS ours
     FROM invoices i, jsonb_array_elements(i.lines) line
     WHERE i.organization_id = $1 AND i.status IN ('open', 'paid') AND line ->> 'kind' = 'extra'`,
    [tenant.organizationId]
  )
  return rows
    .filter(({ billed, ours }) => billed !== ours)
    .map(({ number, meter, billed, ours }) => ({
      subject: `reconcile.invoice.${number}.${meter}`,
      message: `Invoice ${number} charges ${billed} extra ${METER_WORDS[meter].many}, and the usage ledger has ${ours} for that period. Give a credit for what was charged too much.`,
    }))
}
