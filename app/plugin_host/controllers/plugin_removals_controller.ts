import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { GRACE_DAYS, RemovePlugin } from '../actions/remove_plugin.js'
import { backToPlugins, installationOf } from './plugin_of.js'

const removalValidator = vine.create({ removal: vine.enum(['keep', 'purge'] as const) })

/** Uninstalling a plugin, and changing one's mind. */
export default class PluginRemovalsController {
  async store(ctx: HttpContext) {
    const { removal } = await ctx.request.validateUsing(removalValidator)
    await new RemovePlugin().execute(installationOf(ctx), removal)
    return backToPlugins(ctx, `The plugin was uninstalled. Undo it within ${GRACE_DAYS} days.`)
  }

  async destroy(ctx: HttpContext) {
    await new RemovePlugin().undo(installationOf(ctx))
    return backToPlugins(ctx, 'The plugin is installed again, as it was before.')
  }
}
