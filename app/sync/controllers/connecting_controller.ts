import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { DateTime } from 'luxon'
import { ConnectSource, ReconnectSource, rememberConsent } from '#connections'
import { currentTenant, withTenant, type TenantTransaction } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { assertIsRead } from '../engine/assert_read.js'
import { beginReading } from '../actions/begin_reading.js'
import { connectorCatalogue } from '../queries/connector_catalogue.js'
import {
  beginningValidator,
  connectValidator,
  reconnectValidator,
} from '../validators/connecting.js'
import { askVendor } from './ask_vendor.js'
import { connectionOf, sourceOf, sourcePath } from './source_of.js'

/** How much of the sandbox is read at first: enough for a chart, and there before the coffee is. */
const SANDBOX_DAYS = 90

/** Where a person goes on who has connected a source: what has to be entered or chosen first stands there. */
const NEXT = { sent: '/deliveries', chosen: '/tables', read: '' }

type ConnectOutcome = Awaited<ReturnType<ConnectSource['execute']>>

export default class ConnectingController {
  async create({ inertia }: HttpContext) {
    return inertia.render('sources/new', {
      connectors: await connectorCatalogue(currentTenant()),
      longestAgo: DateTime.utc().minus({ years: 2 }).toISODate(),
    })
  }

  async store(ctx: HttpContext) {
    const form = await ctx.request.validateUsing(connectValidator)
    const now = new Date()
    const firstDay = DateTime.fromJSDate(now).minus({ days: SANDBOX_DAYS }).toISODate()
    const next = await nextOf(form)
    const outcome = await askVendor(() =>
      new ConnectSource().execute({
        ...form,
        organization: ctx.organization,
        actor: actorOf(ctx),
        correlationId: ctx.request.id(),
        now,
        follow:
          form.mode === 'sandbox' && next === NEXT.read
            ? this.#beginning(ctx, firstDay)
            : undefined,
      })
    )
    return this.#leave(ctx, outcome, next)
  }

  /** The first sync, once the person has chosen accounts and the first day. */
  async begin(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    const { backfillFrom } = await ctx.request.validateUsing(beginningValidator)
    await this.#beginning(ctx, backfillFrom ?? null)(currentTenant(), source)
    return ctx.response.redirect(sourcePath(ctx, source))
  }

  async reconnect(ctx: HttpContext) {
    const connection = await withTenant(ctx.organization.id, async () => {
      await assertIsRead(await sourceOf(ctx))
      return connectionOf(ctx)
    })
    const { credentials } = await ctx.request.validateUsing(reconnectValidator)
    const correlationId = ctx.request.id()
    const follow = this.#beginning(ctx, null)
    const form = { actor: actorOf(ctx), credentials, correlationId, now: new Date(), follow }
    const outcome = await askVendor(() => new ReconnectSource().execute(connection, form))
    return this.#leave(ctx, outcome)
  }

  #beginning(ctx: HttpContext, backfillFrom: string | null) {
    const requestedBy = ctx.auth.getUserOrFail().id
    const correlationId = ctx.request.id()
    const asked = { backfillFrom, requestedBy, correlationId, now: new Date() }
    return async (tenant: TenantTransaction, { id }: { id: string }) => {
      await beginReading(tenant, { ...asked, connectionId: id })
    }
  }

  #leave(ctx: HttpContext, outcome: ConnectOutcome, next = NEXT.read) {
    if (outcome.status === 'connected') {
      const path = sourcePath(ctx, outcome.connection)
      return ctx.response.redirect(path + next)
    }
    const { connection, url, state, verifier } = outcome
    const { organizationId, id } = connection
    rememberConsent(ctx, { organizationId, connectionId: id, state, verifier }, new Date())
    return ctx.inertia.location(url)
  }
}

async function nextOf({ pluginId, connector }: { pluginId: string; connector: string }) {
  const registry = await pluginRegistry()
  const traits = registry.traitsOf(pluginId, connector)
  const isChosen = traits?.areStreamsChosen === true
  return isChosen ? NEXT.chosen : NEXT[traits?.arrival === 'sent' ? 'sent' : 'read']
}
