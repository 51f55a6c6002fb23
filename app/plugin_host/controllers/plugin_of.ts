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

/** To the page of the plugin where the person came from there, else to the settings. */
export function backToPlugins(ctx: HttpContext, message: string) {
  ctx.session.flash('toast', { tone: 'success', message })
  const { vendor, name } = ctx.params
  const home = `/o/${ctx.organization.slug}`
  const page = `${home}/marketplace/${vendor}/${name}`
  const isFromPage = ctx.request.header('referer')?.endsWith(page)
  return ctx.response.redirect(isFromPage ? page : `${home}/settings/plugins`)
}
