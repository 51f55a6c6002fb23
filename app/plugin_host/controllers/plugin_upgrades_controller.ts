import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { RequestUpgrade } from '../actions/request_upgrade.js'
import { RollBackPlugin } from '../actions/roll_back_plugin.js'
import { backToPlugins, installationOf } from './plugin_of.js'

const upgradeValidator = vine.create({
  version: vine
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .optional(),
  scopes: vine.array(vine.string().maxLength(200)).maxLength(100).optional(),
  settings: vine.record(vine.any()).optional(),
})

/** Agreeing to another version, and going back from it. */
export default class PluginUpgradesController {
  async store(ctx: HttpContext) {
    const agreement = await ctx.request.validateUsing(upgradeValidator)
    const { toVersion } = await new RequestUpgrade().execute(installationOf(ctx), agreement)
    return backToPlugins(ctx, `The upgrade to ${toVersion} has begun.`)
  }

  async destroy(ctx: HttpContext) {
    const { toVersion } = await new RollBackPlugin().execute(installationOf(ctx))
    return backToPlugins(ctx, `Version ${toVersion} is being restored.`)
  }
}
