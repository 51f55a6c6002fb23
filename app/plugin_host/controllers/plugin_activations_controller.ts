import type { HttpContext } from '@adonisjs/core/http'
import { SwitchPlugin } from '../actions/switch_plugin.js'
import { backToPlugins, installationOf } from './plugin_of.js'

/** A plugin is switched on by making an activation, and off by ending it. */
export default class PluginActivationsController {
  async store(ctx: HttpContext) {
    await new SwitchPlugin().execute(installationOf(ctx), 'enabled')
    return backToPlugins(ctx, 'The plugin was enabled.')
  }

  async destroy(ctx: HttpContext) {
    await new SwitchPlugin().execute(installationOf(ctx), 'disabled')
    return backToPlugins(ctx, 'The plugin was disabled. Its sources stop syncing.')
  }
}
