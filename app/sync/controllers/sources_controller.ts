import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant } from '#foundation'
import { sourceWarnings } from '#connections'
import { can } from '#organizations'
import { listRuns } from '../queries/find_run.js'
import { listSources } from '../queries/list_sources.js'
import { accountsOf, addsAccounts } from '../queries/accounts_of.js'
import { connectorSettings, NOTHING_ASKED } from '../queries/connector_settings.js'
import { newKeyFields } from '../queries/new_key_fields.js'
import { streamsOf } from '../queries/streams_of.js'
import { historyDaysOf } from '../queries/connector_contents.js'
import {
  areStreamsChosen,
  receivesDeliveries,
  streamTitlesOf,
  tellsPeople,
  titlesOf,
} from '../queries/connector_titles.js'
import { changeSource } from '../actions/change_source.js'
import RunTransformer from '../transformers/run_transformer.js'
import SourceTransformer from '../transformers/source_transformer.js'
import { sourceSettingsValidator } from '../validators/source.js'
import { sourceOf, sourcePath } from './source_of.js'

export default class SourcesController {
  async index(ctx: HttpContext) {
    const sources = await listSources(currentTenant())
    return ctx.inertia.render('sources/index', {
      sources: SourceTransformer.transform(sources),
      titles: await titlesOf(sources),
      canManage: can(ctx, 'sources.manage'),
      canImport: can(ctx, 'imports.create'),
    })
  }

  async show(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    const canManage = can(ctx, 'sources.manage')
    const now = new Date()
    const warnings = await sourceWarnings(currentTenant(), now)
    const runs = await listRuns(currentTenant(), { connectionId: source.id })
    return ctx.inertia.render('sources/show', {
      source: SourceTransformer.transform(source),
      runs: RunTransformer.transform(runs),
      titles: await titlesOf([source]),
      streamTitles: await streamTitlesOf(source),
      warnings: warnings
        .filter((warning) => warning.source.id === source.id)
        .map(({ kind, message }) => ({ kind, message })),
      newKeyFields: await newKeyFields(currentTenant(), source.id),
      streams: () => streamsOf(currentTenant(), source),
      historyDays: await historyDaysOf(source),
      accounts: () => accountsOf(currentTenant(), source.id),
      addsAccounts: () => addsAccounts(currentTenant(), source.id),
      connectorSettings: canManage
        ? await connectorSettings(currentTenant(), source)
        : NOTHING_ASKED,
      receives: await receivesDeliveries(source),
      tells: await tellsPeople(source),
      choosesTables: await areStreamsChosen(source),
      canManage,
    })
  }

  async update(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    const change = await ctx.request.validateUsing(sourceSettingsValidator)
    await changeSource(currentTenant(), {
      ...{ connectionId: source.id, now: new Date(), actor: actorOf(ctx) },
      ...change,
    })
    ctx.session.flash('toast', { tone: 'success', message: `${source.name} was changed.` })
    return ctx.response.redirect(sourcePath(ctx, source))
  }
}
