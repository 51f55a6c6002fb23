import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import type { Installation } from '../actions/install_plugin.js'

/** Which plugin a request is about, and who asks. */
export function installationOf(ctx: HttpContext): Installation {
  const { vendor, name } = ctx.params
  return {
    organization: ctx.organization,
    pluginId: `${vendor}/${name}`,
    actor: actorOf(ctx),
  }
}

export function backToPlugins(ctx: HttpContext, message: string) {
  ctx.session.flash('toast', { tone: 'success', message })
  return ctx.response.redirect(`/o/${ctx.organization.slug}/settings/plugins`)
}
