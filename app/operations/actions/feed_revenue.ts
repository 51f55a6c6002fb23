import { Readable } from 'node:stream'
import db from '@adonisjs/lucid/services/db'
import { newId, withTenant } from '#foundation'
import { acceptUpload, discardUpload, queueFileImport, type MappingRequest } from '#imports'
import { mayStill, Organization } from '#organizations'

const SOURCE_NAME = 'Quarterdeck revenue'
const FILE_NAME = 'quarterdeck-revenue.ndjson'

/** A figure of `revenue_days`, the column it becomes, and the metric of the catalogue that it feeds. */
const COLUMNS = [
  { figure: 'recurringCents', name: 'Recurring revenue', target: 'recurring_revenue' },
  { figure: 'newCents', name: 'New recurring revenue' },
  { figure: 'reactivatedCents', name: 'Reactivated recurring revenue' },
  { figure: 'expandedCents', name: 'Expanded recurring revenue' },
  { figure: 'contractedCents', name: 'Contracted recurring revenue' },
  { figure: 'churnedCents', name: 'Churned recurring revenue' },
  { figure: 'subscriptions', name: 'Paying subscriptions', target: 'active_subscriptions' },
  { figure: 'started', name: 'Started subscriptions', target: 'new_subscriptions' },
  { figure: 'ended', name: 'Ended subscriptions', target: 'cancelled_subscriptions' },
  { figure: 'trials', name: 'Organizations in trial' },
  { figure: 'trialsEnded', name: 'Trials ended' },
  { figure: 'trialsConverted', name: 'Trials converted' },
] as const

/** Held at the end of a day; everything else happened during it. */
const HELD: readonly string[] = ['recurringCents', 'subscriptions', 'trials']
const CENTS = /Cents$/

interface Row {
  day: string
  currency: string
  plan: string
  figures: Record<string, number | undefined>
}

export interface Feed {
  organization_id: string
  requested_by: string
  sent_until: string | null
}

const mapping: MappingRequest = {
  day: 'Day',
  mode: 'upsert',
  keys: ['Day', 'Currency', 'Plan'],
  accept: true,
  format: { kind: 'ndjson' },
  columns: {
    Currency: 'currency',
    Plan: { use: 'dimension' },
    ...Object.fromEntries(
      COLUMNS.map(({ figure, name, ...feeds }) => [
        name,
        {
          use: 'metric',
          unit: CENTS.test(figure) ? 'currency' : 'count',
          aggregation: HELD.includes(figure) ? 'last' : 'sum',
          target: 'target' in feeds ? feeds.target : null,
        },
      ])
    ),
  },
}

/**
 * Hands the installation's revenue to an organization as a source like any other: the days that it has not had yet, as a
 * file. Whoever asked for it must still be allowed to import there; otherwise it waits.
 */
export async function feedRevenue(feed: Feed): Promise<'sent' | 'nothing new' | 'not allowed'> {
  const rows = await daysAfter(feed.sent_until)
  if (rows.length === 0) {
    return 'nothing new'
  }
  const { organization_id: id, requested_by: requestedBy } = feed
  if (!(await withTenant(id, (tenant) => mayStill(tenant, requestedBy, 'imports.create')))) {
    return 'not allowed'
  }
  const organization = await Organization.findOrFail(id)
  await send(organization, rows, requestedBy)
  await db
    .from('revenue_feeds')
    .where('organization_id', id)
    .update({ sent_until: rows.at(-1)!.day })
  return 'sent'
}

async function daysAfter(day: string | null): Promise<Row[]> {
  const { rows } = await db.rawQuery<{ rows: Row[] }>(
    `SELECT day::text, currency, plan, figures FROM revenue_days
     WHERE day > coalesce(?::date, '-infinity') ORDER BY day, currency, plan`,
    [day]
  )
  return rows
}

async function send(organization: Organization, rows: Row[], requestedBy: string) {
  const text = rows.map((row) => `${JSON.stringify(lineOf(row))}\n`)
  const file = await acceptUpload(Readable.from(text.map((line) => Buffer.from(line))), {
    ...{ fileName: FILE_NAME, organizationId: organization.id },
  })
  const order = { organization, file, sourceName: SOURCE_NAME, request: mapping, requestedBy }
  await queueFileImport({ ...order, correlationId: newId() }).catch(async (error: unknown) => {
    await discardUpload(file.path)
    throw error
  })
}

const lineOf = ({ day, currency, plan, figures }: Row) => ({
  ...{ Day: day, Currency: currency, Plan: plan },
  ...Object.fromEntries(
    COLUMNS.map(({ figure, name }) => {
      const value = figures[figure] ?? 0
      return [name, CENTS.test(figure) ? value / 100 : value]
    })
  ),
})
