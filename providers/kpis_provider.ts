import type { ApplicationService } from '@adonisjs/core/types'

/** Puts the KPIs of an organization into its catalogue, and its goals on dashboards: `metrics` and `dashboards` stand below `kpis` and cannot ask it. */
export default class KpisProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { provideKpis } = await import('#metrics/catalogue/kpis')
    const { provideGoals } = await import('#dashboards/goal_answers')
    const { answerGoal } = await import('#kpis/queries/answer_goal')
    const { KPI_FORMULAS } = await import('#kpis/definitions/kpi')
    provideGoals(answerGoal)
    provideKpis(KPI_FORMULAS)
  }
}
