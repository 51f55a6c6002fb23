import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics } from '#metrics'
import { can, listMembers } from '#organizations'
import { plain } from '#shared/plain'
import SaveGoal from '#kpis/actions/save_goal'
import { findGoal, listGoals, type Goal } from '#kpis/goals/goal'
import { readGoal } from '#kpis/goals/read_goal'
import { trackGoal } from '#kpis/goals/track_goal'
import { followGoals, goalForPage } from '#kpis/queries/follow_goals'

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

export default class GoalsController {
  async index(ctx: HttpContext) {
    return ctx.inertia.render('kpis/goals', {
      goals: plain(await followGoals(askingOf(ctx))),
      metrics: plain(await listMetrics(currentTenant())),
      canEdit: can(ctx, 'kpis.edit'),
    })
  }

  async show(ctx: HttpContext) {
    const tenant = currentTenant()
    const goal = await findGoal(tenant, ctx.params.goal)
    const on = ctx.request.input('on')
    const isDay = typeof on === 'string' && DAY.test(on)
    return ctx.inertia.render('kpis/goal', {
      goal: plain(goalForPage(goal)),
      progress: plain(await trackGoal(askingOf(ctx), goal, isDay ? { on } : {})),
      metrics: plain(await listMetrics(tenant)),
      dimensions: plain(await listDimensions(tenant)),
      canEdit: can(ctx, 'kpis.edit'),
    })
  }

  /** For whoever follows one elsewhere, such as a widget. */
  async choices() {
    const goals = await listGoals(currentTenant())
    return {
      goals: goals.map(({ id, name, question }) => ({ id, name, metric: question.metrics[0] })),
    }
  }

  create(ctx: HttpContext) {
    return builder(ctx, null)
  }

  async edit(ctx: HttpContext) {
    return builder(ctx, await findGoal(currentTenant(), ctx.params.goal))
  }

  async store(ctx: HttpContext) {
    const goal = await saving(ctx).create(await readGoal(askingOf(ctx), ctx.request.body()))
    await note(ctx, 'goal.created', goal)
    return ctx.response.redirect(pathOf(ctx, goal.id))
  }

  async update(ctx: HttpContext) {
    const goal = await findGoal(currentTenant(), ctx.params.goal)
    const changed = await saving(ctx).change(
      goal,
      await readGoal(askingOf(ctx), ctx.request.body())
    )
    await note(ctx, 'goal.changed', changed)
    return ctx.response.redirect(pathOf(ctx, goal.id))
  }

  async destroy(ctx: HttpContext) {
    const goal = await findGoal(currentTenant(), ctx.params.goal)
    await saving(ctx).delete(goal)
    await note(ctx, 'goal.deleted', goal)
    ctx.session.flash('toast', { tone: 'notice', message: `“${goal.name}” was deleted.` })
    return ctx.response.redirect(pathOf(ctx))
  }
}

async function builder(ctx: HttpContext, goal: Goal | null) {
  const tenant = currentTenant()
  const members = await listMembers(tenant)
  return ctx.inertia.render('kpis/goal_edit', {
    goal: goal && plain(goalForPage(goal)),
    metrics: plain(await listMetrics(tenant)),
    dimensions: plain(await listDimensions(tenant)),
    members: members.map(({ userId, fullName }) => ({ id: userId, name: fullName })),
    currency: ctx.organization.currency,
    today: DateTime.utc().setZone(ctx.organization.timeZone).toISODate()!,
  })
}

const askingOf = ({ organization }: HttpContext) => ({
  ...{ tenant: currentTenant(), organization },
  now: DateTime.utc(),
})

const saving = ({ auth }: HttpContext) =>
  new SaveGoal(currentTenant(), { id: auth.getUserOrFail().id, now: new Date() })

const pathOf = ({ organization }: HttpContext, id = '') =>
  `/o/${organization.slug}/kpis/goals${id && `/${id}`}`

const note = ({ auth, request }: HttpContext, action: string, { id, name }: Goal) =>
  recordAudit(currentTenant(), {
    ...{ action, subject: `goal:${id}`, detail: { name } },
    ...{ actorId: auth.getUserOrFail().id, ip: request.ip() },
  })
