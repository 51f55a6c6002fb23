import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { GOAL_FORM, goalFrom } from '#kpis/goals/read_goal'
import { trackGoal } from '#kpis/goals/track_goal'
import { previewKpi } from '#kpis/queries/preview_kpi'

const PREVIEW = vine.create({
  id: vine.string().maxLength(64).nullable().optional(),
  label: vine.string().trim().maxLength(80).optional(),
  formula: vine.string().trim().minLength(1).maxLength(500),
})

/** Formulas and goals tried on the organization's numbers. Nothing is saved. */
export default class PreviewsController {
  async store({ request, organization }: HttpContext) {
    const { id = null, label = '', formula } = await request.validateUsing(PREVIEW)
    const asking = { tenant: currentTenant(), organization, now: DateTime.utc() }
    return previewKpi(asking, { id, label: label || 'This KPI', formula })
  }

  /** How a goal would stand today. */
  async goal({ request, organization }: HttpContext) {
    const goal = goalFrom(await request.validateUsing(GOAL_FORM), organization.currency)
    const asking = { tenant: currentTenant(), organization, now: DateTime.utc() }
    return trackGoal(asking, { ...goal, id: '', owner: null, updatedAt: new Date() })
  }
}
