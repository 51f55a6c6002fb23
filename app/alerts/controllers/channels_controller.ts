import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { currentTenant, Refusal } from '#foundation'
import { visibleName } from '#identity'
import { listSources } from '#sync'
import { pluginRegistry } from '#plugin_host'
import { LADDER } from '#shared/roles'
import { plain } from '#shared/plain'
import { noteChange } from '#alerts/controllers/note_change'
import { quietHoursOf } from '#alerts/telling/announce'
import { addChannel, findChannel, listChannels, rotateSecret } from '#alerts/telling/channels'
import { PRIORITIES } from '#alerts/types'

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const READERS = LADDER.filter((role) => role !== 'client')

const channelValidator = vine.create({
  name: visibleName().maxLength(120),
  kind: vine.enum(['email', 'source', 'webhook'] as const),
  leastPriority: vine.enum(PRIORITIES),
  roles: vine.array(vine.enum(READERS)).minLength(1).optional().requiredWhen('kind', '=', 'email'),
  source: vine.string().uuid().optional().requiredWhen('kind', '=', 'source'),
  url: vine
    .string()
    .url({ protocols: ['https'], require_protocol: true })
    .maxLength(2_000)
    .optional()
    .requiredWhen('kind', '=', 'webhook'),
})

const quietValidator = vine.create({
  from: vine.string().regex(TIME).nullable(),
  to: vine.string().regex(TIME).nullable(),
})

export default class ChannelsController {
  async index({ inertia, session }: HttpContext) {
    const tenant = currentTenant()
    return inertia.render('alerts/channels', {
      channels: plain(await listChannels(tenant)),
      senders: await senders(),
      roles: READERS,
      quiet: plain(await quietHoursOf(tenant)),
      newSecret: (session.flashMessages.get('channelSecret') as string | null) ?? null,
    })
  }

  async store(ctx: HttpContext) {
    const { name, kind, leastPriority, roles, source, url } =
      await ctx.request.validateUsing(channelValidator)
    await assertSender(kind === 'source' ? source! : null)
    const target = { email: { roles }, source: { connectionId: source }, webhook: { url } }[kind]
    const channel = { name, kind, leastPriority, target } as Parameters<typeof addChannel>[1]
    const { id, secret } = await addChannel(currentTenant(), channel, new Date())
    await note(ctx, { action: 'alert_channel.created', id, name })
    return withSecret(ctx, secret)
  }

  async rotate(ctx: HttpContext) {
    const { id, name, kind } = await findChannel(currentTenant(), ctx.params.channel)
    if (kind !== 'webhook') {
      throw new Refusal({
        code: 'E_NO_SECRET',
        status: 422,
        message: 'Only webhooks are signed, so this channel has no secret to rotate.',
      })
    }
    const secret = await rotateSecret(currentTenant(), id)
    await note(ctx, { action: 'alert_channel.secret_rotated', id, name })
    return withSecret(ctx, secret)
  }

  async destroy(ctx: HttpContext) {
    const tenant = currentTenant()
    const { id, name } = await findChannel(tenant, ctx.params.channel)
    await tenant.query('DELETE FROM alert_channels WHERE organization_id = $1 AND id = $2', [
      tenant.organizationId,
      id,
    ])
    await note(ctx, { action: 'alert_channel.deleted', id, name })
    return ctx.response.redirect().back()
  }

  async quiet(ctx: HttpContext) {
    const { from, to } = await ctx.request.validateUsing(quietValidator)
    const tenant = currentTenant()
    await tenant.query(
      `INSERT INTO alert_settings (organization_id, quiet_from, quiet_to, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organization_id) DO UPDATE SET quiet_from = $2, quiet_to = $3, updated_at = $4`,
      [tenant.organizationId, from, to, new Date()]
    )
    await noteChange(ctx, {
      ...{ action: 'alert_settings.changed', subject: 'alert_settings' },
      detail: { from, to },
    })
    return ctx.response.redirect().back()
  }
}

/** Sources that can tell people something (`notify@1`). */
async function senders(): Promise<{ id: string; name: string }[]> {
  const registry = await pluginRegistry()
  const sources = await listSources(currentTenant())
  return sources
    .filter(({ pluginId, connector }) => {
      const definition = registry.find(pluginId)?.manifest?.connectors?.[connector]
      return definition?.kind === 'api' && definition.provides?.['notify@1'] !== undefined
    })
    .map(({ id, name }) => ({ id, name }))
}

async function assertSender(id: string | null) {
  const known = id === null ? [] : await senders()
  if (id !== null && !known.some((source) => source.id === id)) {
    throw new Refusal({
      code: 'E_NO_SENDER',
      status: 422,
      message:
        'This source sends no messages. Connect Slack or another chat first, then choose it.',
    })
  }
}

function note(
  ctx: HttpContext,
  { action, id, name }: { action: string; id: string; name: string }
) {
  return noteChange(ctx, { action, subject: `alert_channel:${id}`, detail: { name } })
}

/** Shown once: nobody can read it again. */
function withSecret({ session, response }: HttpContext, secret: string | null) {
  if (secret) {
    session.flash('channelSecret', secret)
  }
  return response.redirect().back()
}
