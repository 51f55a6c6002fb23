import { withTenant } from '#foundation'
import SaveGoal from '#kpis/actions/save_goal'
import SaveKpi from '#kpis/actions/save_kpi'
import type { KpiAttributes } from '#kpis/definitions/kpi'
import type Organization from '#organizations/models/organization'

const AT = new Date('2026-06-10T10:00:00Z')

type Given = Partial<KpiAttributes> & Pick<KpiAttributes, 'label' | 'formula'>

export const kpiOf = (given: Given): KpiAttributes => ({
  help: '',
  direction: 'up',
  decimals: null,
  ...given,
})

/** A KPI of the organization; answers its id. */
export async function givenKpi(organization: Organization, given: Given): Promise<string> {
  const { id } = await withTenant(organization.id, (tenant) =>
    new SaveKpi(tenant, { id: null, now: AT }).create(kpiOf(given))
  )
  return id
}

export const changeKpi = (organization: Organization, id: string, given: Given) =>
  withTenant(organization.id, (tenant) =>
    new SaveKpi(tenant, { id: null, now: AT }).change(id, kpiOf(given))
  )

export const deleteKpi = (organization: Organization, id: string) =>
  withTenant(organization.id, (tenant) => new SaveKpi(tenant, { id: null, now: AT }).delete(id))

export const GOAL_FORM = {
  ...{ name: 'Clicks', metric: 'clicks', aim: 'at_least', period: 'month', pace: 'linear' },
  startsOn: '2026-01-01',
  targets: [{ from: '2026-01-01', amount: 100 }],
}

/** A KPI and a goal, by the names that addresses have for them. */
export async function givenKpiAndGoal(organization: Organization) {
  const kpi = await givenKpi(organization, { label: 'Clicks, doubled', formula: 'clicks * 2' })
  const { id: goal } = await withTenant(organization.id, (tenant) =>
    new SaveGoal(tenant, { id: null, now: AT }).create({
      ...{ name: 'Clicks', question: { metrics: ['clicks'] }, outcome: null, aim: 'at_least' },
      ...{ period: 'month', pace: 'linear', ownerId: null, startsOn: '2026-01-01', endsOn: null },
      targets: [{ subject: '', label: '', from: '2026-01-01', amount: 100 }],
    })
  )
  return { kpi, goal }
}
