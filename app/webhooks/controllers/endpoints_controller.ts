import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant } from '#foundation'
import { changeAddress, changeSecret } from '../actions/change_endpoint.js'
import { secretValidator } from '../validators/delivery.js'
import { connectionOf, deliveriesPath } from './source_of.js'

/** Where a source receives, and what is signed with. */
export default class EndpointsController {
  async address(ctx: HttpContext) {
    const source = await connectionOf(ctx)
    await changeAddress(currentTenant(), source, { actor: actorOf(ctx), now: new Date() })
    const message = `${source.name} has a new address. The one before takes nothing any more.`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect(deliveriesPath(ctx, source))
  }

  async secret(ctx: HttpContext) {
    const source = await connectionOf(ctx)
    const { secret } = await ctx.request.validateUsing(secretValidator)
    const change = { actor: actorOf(ctx), now: new Date(), pasted: secret }
    const made = await changeSecret(currentTenant(), source, change)
    if (made) {
      ctx.session.flash('webhookSecret', made)
    }
    const message = 'The signing secret was changed. Deliveries signed with another are refused.'
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect(deliveriesPath(ctx, source))
  }
}
