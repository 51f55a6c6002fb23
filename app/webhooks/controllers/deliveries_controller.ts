import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant } from '#foundation'
import { can } from '#organizations'
import { replayDelivery } from '../actions/replay_delivery.js'
import { fieldsOf } from '../queries/fields_of.js'
import { endpointOf } from '../queries/endpoint_of.js'
import { listDeliveries } from '../queries/list_deliveries.js'
import { streamTitlesOf } from '../queries/stream_titles.js'
import DeliveryTransformer from '../transformers/delivery_transformer.js'
import { deliveryFilterValidator } from '../validators/delivery.js'
import { connectionOf, deliveriesPath } from './source_of.js'

export default class DeliveriesController {
  async index(ctx: HttpContext) {
    const source = await connectionOf(ctx)
    const { outcome, records, page = 1 } = await ctx.request.validateUsing(deliveryFilterValidator)
    const question = { connectionId: source.id, outcome, page }
    const { deliveries, ...found } = await listDeliveries(currentTenant(), question)
    const canManage = can(ctx, 'sources.manage')
    const endpoint = await endpointOf(currentTenant(), source)
    return ctx.inertia.render('webhooks/deliveries', {
      source: { slug: source.slug, name: source.name },
      receives: endpoint !== null,
      // Whoever knows the address can send, so only those who may change the source see it.
      endpoint: canManage ? endpoint : null,
      fields: canManage ? await fieldsOf(currentTenant(), source, records) : null,
      newSecret: (ctx.session.flashMessages.get('webhookSecret') as string | undefined) ?? null,
      deliveries: DeliveryTransformer.transform(deliveries),
      found,
      filter: { outcome: outcome ?? null },
      streamTitles: await streamTitlesOf(currentTenant(), source),
      canManage,
    })
  }

  async replay(ctx: HttpContext) {
    const source = await connectionOf(ctx)
    const replay = { connectionId: source.id, deliveryId: ctx.params.delivery, actor: actorOf(ctx) }
    await replayDelivery(currentTenant(), replay)
    const message = 'The delivery is processed again. Its outcome appears here.'
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect(deliveriesPath(ctx, source))
  }
}
