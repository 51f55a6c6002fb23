import type { HttpContext } from '@adonisjs/core/http'
import { can, findPlaceOf } from '#organizations'
import { listPlugins } from '../queries/list_plugins.js'
import { pluginListing } from '../queries/plugin_listing.js'
import {
  MarketplaceTransformer,
  PluginPageTransformer,
} from '../transformers/marketplace_transformer.js'
import { installationOf } from './plugin_of.js'

/** What can be added to an organization, and the page of each. */
export default class MarketplaceController {
  async index(ctx: HttpContext) {
    const plugins = await listPlugins(ctx.organization, new Date())
    return ctx.inertia.render('plugin_host/marketplace', {
      plugins: MarketplaceTransformer.transform(plugins),
      canManage: can(ctx, 'plugins.manage'),
    })
  }

  async show(ctx: HttpContext) {
    const { organization, pluginId } = installationOf(ctx)
    const plugin = await pluginListing(organization, pluginId, new Date())
    return ctx.inertia.render('plugin_host/listing', {
      plugin: PluginPageTransformer.transform(plugin),
      canManage: can(ctx, 'plugins.manage'),
    })
  }

  /** The marketplace of the organization that the person opened last. */
  async find({ auth, response }: HttpContext) {
    const { organization } = await findPlaceOf(auth.getUserOrFail())
    return response.redirect(
      organization ? `/o/${organization.slug}/marketplace` : '/organizations/new'
    )
  }

  /** The same for programs. */
  async list(ctx: HttpContext) {
    const plugins = await listPlugins(ctx.organization, new Date())
    return {
      plugins: plugins.map((plugin) => new MarketplaceTransformer(plugin).toObject()),
    }
  }
}
