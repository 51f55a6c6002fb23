import type { HttpContext } from '@adonisjs/core/http'
import { PinPlugin } from '../actions/pin_plugin.js'
import { backToPlugins, installationOf } from './plugin_of.js'

export default class PluginPinsController {
  async store(ctx: HttpContext) {
    const { pinnedVersion } = await new PinPlugin().execute(installationOf(ctx), true)
    return backToPlugins(ctx, `The plugin stays at version ${pinnedVersion}.`)
  }

  async destroy(ctx: HttpContext) {
    await new PinPlugin().execute(installationOf(ctx), false)
    return backToPlugins(ctx, 'New versions are installed automatically again.')
  }
}
