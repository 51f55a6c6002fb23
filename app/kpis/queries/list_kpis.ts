import { answerQuestion, type Asking } from '#dashboards'
import type { MetricResult } from '#metrics'
import type { Drawn } from '#shared/drawn_state'
import { everyKpi, type Kpi } from '../definitions/kpi.js'
import { questionOf } from './preview_kpi.js'

export interface ListedKpi {
  kpi: ReturnType<typeof kpiForPage>
  /** Over the last four weeks. */
  answer: Drawn<MetricResult>
}

/** Every KPI with how it is doing, and those that were deleted. */
export async function listKpis(
  asking: Asking
): Promise<{ kpis: ListedKpi[]; deleted: ReturnType<typeof kpiForPage>[] }> {
  const all = await everyKpi(asking.tenant)
  const kpis: ListedKpi[] = []
  for (const kpi of all.filter(({ deletedAt }) => !deletedAt)) {
    const answer = await answerQuestion(asking, questionOf(kpi.id, asking))
    kpis.push({ kpi: kpiForPage(kpi), answer })
  }
  return { kpis, deleted: all.filter(({ deletedAt }) => deletedAt).map(kpiForPage) }
}

/** A KPI as pages and programs read it. */
export function kpiForPage({ deletedAt, changedAt, ...kpi }: Kpi) {
  return {
    ...kpi,
    changedAt: changedAt.toISOString(),
    deletedAt: deletedAt?.toISOString() ?? null,
  }
}
