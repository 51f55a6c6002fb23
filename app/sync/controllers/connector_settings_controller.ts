import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { ChangeSettings } from '#connections'
import { withTenant, type TenantTransaction } from '#foundation'
import { followSettings, type OldNumbers } from '../actions/follow_settings.js'
import { assertIsRead } from '../engine/assert_read.js'
import { connectorSettingsValidator } from '../validators/connecting.js'
import { askVendor } from './ask_vendor.js'
import { connectionOf, sourceOf, sourcePath } from './source_of.js'

/** What the connector was told when its source was connected. */
export default class ConnectorSettingsController {
  async update(ctx: HttpContext) {
    const { settings, numbers } = await ctx.request.validateUsing(connectorSettingsValidator)
    const { source, connection } = await withTenant(ctx.organization.id, async () => {
      const found = await sourceOf(ctx)
      await assertIsRead(found)
      return { source: found, connection: await connectionOf(ctx) }
    })
    const actor = actorOf(ctx)
    const correlationId = ctx.request.id()!
    const asked = { source, numbers, requestedBy: actor.id, correlationId, now: new Date() }
    let outcome: OldNumbers | 'same' = 'same'
    const follow = async (tenant: TenantTransaction, changed: string[]) => {
      outcome = await followSettings(tenant, { ...asked, changed })
    }
    const form = { settings, actor, correlationId, follow }
    await askVendor(() => new ChangeSettings().execute(connection, form))
    ctx.session.flash('toast', { tone: 'success', message: `${source.name} ${OUTCOMES[outcome]}` })
    return ctx.response.redirect(sourcePath(ctx, source))
  }
}

const OUTCOMES = {
  same: 'has these settings already.',
  again: 'is syncing again with its new settings.',
  keep: 'uses its new settings from the next sync.',
}
