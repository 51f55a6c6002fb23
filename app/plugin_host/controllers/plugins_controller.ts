import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { can } from '#organizations'
import { SavePluginSettings } from '../actions/save_plugin_settings.js'
import { UninstallPlugin } from '../actions/uninstall_plugin.js'
import { withdrawPlugin } from '../actions/withdraw_plugin.js'
import { pluginRegistry } from '../registry/plugin_registry.js'
import { listPlugins } from '../queries/list_plugins.js'
import PluginTransformer from '../transformers/plugin_transformer.js'
import { backToPlugins, installationOf } from './plugin_of.js'

export default class PluginsController {
  async index(ctx: HttpContext) {
    return ctx.inertia.render('plugin_host/plugins', {
      plugins: PluginTransformer.transform(await listPlugins(ctx.organization, new Date())),
      canManage: can(ctx, 'plugins.manage'),
    })
  }

  async update(ctx: HttpContext) {
    await new SavePluginSettings().execute(installationOf(ctx), ctx.request.body())
    return backToPlugins(ctx, 'The settings were saved.')
  }

  async destroy(ctx: HttpContext) {
    const installation = installationOf(ctx)
    const registry = await pluginRegistry()
    // Of a private plugin nothing else is left to install it from: it goes with its versions.
    await (registry.find(installation.pluginId)?.isPrivate
      ? withdrawPlugin(currentTenant(), installation)
      : new UninstallPlugin().execute(installation))
    return backToPlugins(ctx, 'The plugin was removed.')
  }
}
