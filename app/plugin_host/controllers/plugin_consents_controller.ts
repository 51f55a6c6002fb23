import type { HttpContext } from '@adonisjs/core/http'
import { ConsentToPlugin } from '../actions/consent_to_plugin.js'
import { backToPlugins, installationOf } from './plugin_of.js'

/** Agreeing to what a plugin may do. */
export default class PluginConsentsController {
  async store(ctx: HttpContext) {
    const scopes = [ctx.request.input('scopes', [])].flat().map(String)
    await new ConsentToPlugin().execute({ ...installationOf(ctx), scopes })
    return backToPlugins(ctx, 'The plugin was enabled.')
  }
}
