import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { RemoveSource } from '#connections'
import { Refusal, withTenant } from '#foundation'
import { removalValidator } from '../validators/source.js'
import { connectionOf } from './source_of.js'

export default class RemovalsController {
  async destroy(ctx: HttpContext) {
    const { id: organizationId } = ctx.organization
    const connection = await withTenant(organizationId, () => connectionOf(ctx))
    const { confirmation } = await ctx.request.validateUsing(removalValidator)
    if (confirmation.trim() !== connection.name) {
      throw new Refusal({
        code: 'E_NOT_CONFIRMED',
        status: 422,
        message: `Nothing was removed. To remove this source, type its name, ${connection.name}.`,
      })
    }
    const removal = new RemoveSource()
    await removal.leave(connection)
    const actor = actorOf(ctx)
    await withTenant(organizationId, async () =>
      removal.execute(await connectionOf(ctx), { actor, now: new Date() })
    )
    ctx.session.flash('toast', {
      tone: 'notice',
      message: `${confirmation.trim()} and its data were removed.`,
    })
    return ctx.response.redirect(`/o/${ctx.organization.slug}/sources`)
  }
}
