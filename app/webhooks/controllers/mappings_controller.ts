import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant } from '#foundation'
import { saveMapping } from '../actions/save_mapping.js'
import { mappingValidator } from '../validators/delivery.js'
import { connectionOf, deliveriesPath } from './source_of.js'

/** What the fields of deliveries mean. */
export default class MappingsController {
  async update(ctx: HttpContext) {
    const source = await connectionOf(ctx)
    const choice = await ctx.request.validateUsing(mappingValidator)
    await saveMapping(currentTenant(), source, { choice, actor: actorOf(ctx), now: new Date() })
    const message = 'The fields were saved. Deliveries that waited are processed now.'
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect(deliveriesPath(ctx, source))
  }
}
