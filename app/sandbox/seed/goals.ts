import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { SaveGoal, SaveKpi } from '#kpis'
import type { Organization } from '#organizations'
import { isPresent } from './organization.js'

type NewGoal = Parameters<SaveGoal['create']>[0]

/** So that the periods before this one can be seen. */
const MONTHS_BACK = 6

const PROFIT = {
  label: 'Profit after ads',
  help: 'What ad networks credit to ads, less what the ads cost.',
  formula: 'conversion_value - spend',
  direction: 'up',
  decimals: null,
} as const

const whole = (from: string, amount: number) => [{ subject: '', label: '', from, amount }]

const goalsFrom = (startsOn: string): NewGoal[] => [
  {
    name: 'Ad budget',
    question: { metrics: ['spend'], breakdowns: ['campaign'], filters: [], currency: 'EUR' },
    ...{ outcome: 'roas', aim: 'at_most', period: 'month', pace: 'linear' },
    ...{ ownerId: null, startsOn, endsOn: null, targets: whole(startsOn, 9_000) },
  },
  {
    name: 'Conversion value',
    question: { metrics: ['conversion_value'], breakdowns: [], filters: [], currency: 'EUR' },
    ...{ outcome: null, aim: 'at_least', period: 'month', pace: 'seasonal' },
    ...{ ownerId: null, startsOn, endsOn: null, targets: whole(startsOn, 20_000) },
  },
  {
    name: 'Return on ad spend',
    question: { metrics: ['roas'], breakdowns: [], filters: [], currency: 'EUR' },
    ...{ outcome: null, aim: 'at_least', period: 'quarter', pace: 'linear' },
    ...{ ownerId: null, startsOn, endsOn: null, targets: whole(startsOn, 2) },
  },
]

/** A KPI and goals to look at. Made once: people may change or delete them. */
export async function ensureGoals(organization: Organization, now: Date) {
  if (await isPresent(organization, 'SELECT 1 FROM kpis WHERE organization_id = $1')) {
    return
  }
  const startsOn = DateTime.fromJSDate(now)
    .minus({ months: MONTHS_BACK })
    .startOf('quarter')
    .toISODate()!
  const author = { id: null, now }
  await withTenant(organization.id, async (tenant) => {
    await new SaveKpi(tenant, author).create(PROFIT)
    for (const goal of goalsFrom(startsOn)) {
      await new SaveGoal(tenant, author).create(goal)
    }
  })
}
