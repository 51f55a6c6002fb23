import { withTenant } from '#foundation'
import { createDashboard } from '#dashboards'
import type { Organization } from '#organizations'
import { isPresent } from './organization.js'

type NewWidget = NonNullable<Parameters<typeof createDashboard>[1]['widgets']>[number]

const NAME = 'Marketing overview'
const SLUG = 'marketing-overview'

const compared = (metric: string, title: string, width: 3 | 4 = 3): NewWidget => ({
  title,
  view: 'metric',
  width,
  question: { metrics: [metric], comparison: 'previous_period' },
})

/** Rows of panels that hold little. */
const LOW = 8

const WIDGETS: NewWidget[] = [
  compared('spend', 'Ad spend'),
  compared('conversions', 'Orders from ads'),
  compared('roas', 'Return on ad spend'),
  compared('payment_volume', 'Payments'),
  {
    title: 'Payments and ad spend by day',
    view: 'line',
    width: 8,
    height: 10,
    question: { metrics: ['payment_volume', 'spend'], grain: 'day' },
  },
  {
    title: 'Spend by campaign',
    view: 'bar',
    width: 4,
    height: 10,
    question: { metrics: ['spend'], breakdowns: ['campaign'], limit: 8 },
  },
  {
    title: 'Campaigns',
    view: 'table',
    width: 12,
    height: 15,
    question: {
      metrics: ['spend', 'impressions', 'clicks', 'ctr', 'cpc', 'conversions', 'cpa', 'roas'],
      breakdowns: ['campaign'],
      limit: 20,
    },
  },
  {
    title: 'Clicks by device',
    view: 'bar',
    width: 4,
    height: LOW,
    question: { metrics: ['clicks'], breakdowns: ['device'] },
  },
  {
    title: 'Payments by original currency',
    view: 'table',
    width: 4,
    height: LOW,
    question: { metrics: ['payments', 'payment_volume'], breakdowns: ['currency'] },
  },
  {
    title: 'About these numbers',
    view: 'text',
    width: 4,
    height: LOW,
    body:
      'Harbor Coffee is a fictitious roaster with web shops in Europe, the United States and Japan and three cafés.\n' +
      'Its ads, orders, payments and refunds belong together: an order from an ad is also a payment. ' +
      'Orders are counted on the day of the click, so the last two weeks still grow.\n' +
      'One source is broken on purpose, to show how that looks.',
  },
  {
    title: 'Café visitors by week',
    view: 'line',
    width: 8,
    question: {
      metrics: ['cafe-footfall:visitors'],
      breakdowns: ['cafe-footfall:cafe'],
      grain: 'week',
    },
  },
  compared('refunds', 'Refunds', 4),
]

/** The dashboard that opens first. Made once: people may change or delete it. */
export async function ensureDashboard(organization: Organization) {
  const sql = 'SELECT 1 FROM dashboards WHERE organization_id = $1 AND slug = $2'
  if (await isPresent(organization, sql, [SLUG])) {
    return
  }
  await withTenant(organization.id, (tenant) =>
    createDashboard(tenant, {
      name: NAME,
      description: 'Ad spend, results and payments.',
      visibility: 'organization',
      settings: { range: { preset: 'last_90_days' }, currency: 'EUR' },
      createdBy: null,
      widgets: WIDGETS,
    })
  )
}
