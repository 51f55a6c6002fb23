import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import { findGoal, followGoals, goalForPage, readGoal, SaveGoal, trackGoal } from '#kpis'
import { assertJson } from '#api/media_type'

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Goals and budgets with how they stand, for programs. */
export default class GoalsController {
  async index(ctx: HttpContext) {
    return { goals: await followGoals(askingOf(ctx)) }
  }

  async show(ctx: HttpContext) {
    const { on } = ctx.request.qs()
    if (on !== undefined && (typeof on !== 'string' || !DAY.test(on))) {
      throw Refusal.ofField('on', '`on` is a day of the period, for example 2026-03-31.')
    }
    const goal = await findGoal(currentTenant(), ctx.params.id)
    return { goal: goalForPage(goal), progress: await trackGoal(askingOf(ctx), goal, { on }) }
  }

  async store(ctx: HttpContext) {
    assertJson(ctx.request)
    const goal = await saving().create(await readGoal(askingOf(ctx), ctx.request.body()))
    await noted(ctx.request.ip(), { action: 'goal.created', subject: `goal:${goal.id}` })
    return ctx.response.status(201).json(goalForPage(goal))
  }

  async update(ctx: HttpContext) {
    assertJson(ctx.request)
    const goal = await findGoal(currentTenant(), ctx.params.id)
    const read = await readGoal(askingOf(ctx), ctx.request.body())
    const changed = await saving().change(goal, read)
    await noted(ctx.request.ip(), { action: 'goal.changed', subject: `goal:${goal.id}` })
    return goalForPage(changed)
  }

  async destroy({ params, request, response }: HttpContext) {
    const goal = await findGoal(currentTenant(), params.id)
    await saving().delete(goal)
    await noted(request.ip(), { action: 'goal.deleted', subject: `goal:${goal.id}` })
    return response.noContent()
  }
}

const saving = () => new SaveGoal(currentTenant(), { id: null, now: new Date() })

const askingOf = ({ organization }: HttpContext) => ({
  ...{ tenant: currentTenant(), organization },
  now: DateTime.utc(),
})

const noted = (ip: string, change: { action: string; subject: string }) =>
  recordAudit(currentTenant(), { ...change, actorId: null, ip, detail: { by: 'API key' } })
