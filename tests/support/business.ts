import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { createDashboard } from '#dashboards'
import type Organization from '#organizations/models/organization'
import { ADS_SLOTS, givenRows, type GivenFact } from './warehouse_rows.js'

const DAYS = 70
const CAMPAIGNS = ['Spring roast', 'Brand search', 'Subscriptions', 'Gift boxes']

/** Seventy days of advertising that end yesterday, with a weekly season: the same in every run. */
export async function givenAdvertising(organization: Organization) {
  const today = DateTime.utc().startOf('day')
  const facts: GivenFact[] = []
  for (let back = DAYS; back >= 1; back--) {
    const day = today.minus({ days: back })
    CAMPAIGNS.forEach((entity, place) => facts.push(factOf(day, { entity, place, back })))
  }
  return givenRows(organization, {
    connection: 'Search advertising',
    channel: 'Search',
    slots: ADS_SLOTS,
    facts,
    writtenAt: DateTime.utc().minus({ hours: 2 }).toISO(),
  })
}

function factOf(
  day: DateTime,
  { entity, place, back }: { entity: string; place: number; back: number }
): GivenFact {
  const season = day.weekday > 5 ? 0.6 : 1
  const growth = 1 + (DAYS - back) / 200
  const wave = 1 + 0.12 * Math.sin(back * 1.7 + place)
  const size = season * growth * wave
  const clicks = Math.round((140 - place * 25) * size)
  return {
    day: day.toISODate()!,
    entity,
    dimensions: { device: back % 3 === 0 ? 'Desktop' : 'Phone' },
    numbers: [
      Math.round(clicks * (0.62 + place * 0.08) * 100) / 100,
      clicks,
      clicks * (31 + place),
    ],
  }
}

/** A shared dashboard with one widget of each kind. */
export function givenDashboard(organization: Organization, createdBy: string | null = null) {
  const comparison = 'previous_period' as const
  return withTenant(organization.id, (tenant) =>
    createDashboard(tenant, {
      name: 'Weekly marketing review',
      description: 'What we spend and what it brings.',
      visibility: 'organization',
      createdBy,
      widgets: [
        { title: 'Spend', view: 'metric', width: 3, question: { metrics: ['spend'], comparison } },
        {
          title: 'Clicks',
          view: 'metric',
          width: 3,
          question: { metrics: ['clicks'], comparison },
        },
        { title: 'CTR', view: 'metric', width: 3, question: { metrics: ['ctr'], comparison } },
        { title: 'Revenue', view: 'metric', width: 3, question: { metrics: ['revenue'] } },
        {
          title: 'Spend by day',
          view: 'line',
          width: 8,
          question: { metrics: ['spend'], comparison },
        },
        {
          title: 'How to read this',
          view: 'text',
          width: 4,
          body: 'Spend and clicks come from search advertising.\nClick a figure to see where it comes from.',
        },
        {
          title: 'Clicks by campaign',
          view: 'bar',
          width: 6,
          question: { metrics: ['clicks'], breakdowns: ['campaign'], grain: 'total' },
        },
        {
          title: 'Campaigns',
          view: 'table',
          width: 6,
          question: {
            metrics: ['spend', 'clicks', 'ctr'],
            breakdowns: ['campaign'],
            grain: 'total',
            comparison,
          },
        },
      ],
    })
  )
}
