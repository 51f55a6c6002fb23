import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { currentTenant, Refusal } from '#foundation'
import { listMembers } from '#organizations'
import MoveIncident, { MOVES } from '#alerts/actions/move_incident'
import { findIncident } from '#alerts/queries/list_incidents'
import { noteChange, sightOf } from '#alerts/controllers/note_change'

const MOST_HOURS = 30 * 24

const moveValidator = vine.create({
  move: vine.enum(MOVES),
  hours: vine.number().withoutDecimals().min(1).max(MOST_HOURS).optional(),
  wasFalseAlarm: vine.boolean().optional(),
})

const commentValidator = vine.create({
  text: vine.string().trim().minLength(1).maxLength(2_000),
})

const assigneeValidator = vine.create({ person: vine.string().uuid().nullable() })

/** What people do to an incident: each answers with the page it was done on. */
export default class IncidentChangesController {
  async move(ctx: HttpContext) {
    const { id } = await findIncident(currentTenant(), ctx.params.incident, sightOf(ctx))
    const order = await ctx.request.validateUsing(moveValidator)
    const state = await moving().execute(id, { ...order, actorId: actorOf(ctx) })
    const subject = `incident:${id}`
    await noteChange(ctx, { action: 'alert_incident.moved', subject, detail: { state } })
    return ctx.response.redirect().back()
  }

  async comment(ctx: HttpContext) {
    const { id } = await findIncident(currentTenant(), ctx.params.incident, sightOf(ctx))
    const { text } = await ctx.request.validateUsing(commentValidator)
    await moving().comment(id, { text, actorId: actorOf(ctx) })
    await noteChange(ctx, { action: 'alert_incident.commented', subject: `incident:${id}` })
    return ctx.response.redirect().back()
  }

  async assign(ctx: HttpContext) {
    const { id } = await findIncident(currentTenant(), ctx.params.incident, sightOf(ctx))
    const { person: to } = await ctx.request.validateUsing(assigneeValidator)
    await assertMember(to)
    await moving().assign(id, { to, actorId: actorOf(ctx) })
    const subject = `incident:${id}`
    await noteChange(ctx, { action: 'alert_incident.assigned', subject, detail: { to } })
    return ctx.response.redirect().back()
  }
}

const moving = () => new MoveIncident(currentTenant(), new Date())
const actorOf = ({ auth }: HttpContext) => auth.getUserOrFail().id

async function assertMember(person: string | null) {
  const members = await listMembers(currentTenant())
  if (person !== null && !members.some(({ userId }) => userId === person)) {
    throw new Refusal({
      code: 'E_NOT_A_MEMBER',
      status: 422,
      message: 'This person is not a member of the organization any more. Assign another person.',
    })
  }
}
