import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant, Refusal } from '#foundation'
import { can } from '#organizations'
import { cancelSync } from '../actions/cancel_sync.js'
import { requestSync } from '../actions/request_sync.js'
import { assertIsRead } from '../engine/assert_read.js'
import { accountsOf } from '../queries/accounts_of.js'
import { comparedTotals } from '../queries/compared_totals.js'
import { streamTitlesOf } from '../queries/connector_titles.js'
import { findRun } from '../queries/find_run.js'
import RunTransformer from '../transformers/run_transformer.js'
import SourceTransformer from '../transformers/source_transformer.js'
import { syncRequestValidator } from '../validators/source.js'
import { sourceOf, sourcePath } from './source_of.js'

export default class SyncsController {
  async show(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    const run = await runOf(ctx, source.id)
    if (run.kind === 'import') {
      return ctx.response.redirect(`/o/${ctx.organization.slug}/imports/${run.id}`)
    }
    return ctx.inertia.render('sources/sync', {
      source: SourceTransformer.transform(source),
      run: RunTransformer.transform(run),
      totals: plain(await comparedTotals(currentTenant(), run.id)),
      streamTitles: await streamTitlesOf(source),
      accountNames: await accountNamesOf(source.id),
      canManage: can(ctx, 'sources.manage'),
    })
  }

  async store(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    const { from, to } = await ctx.request.validateUsing(syncRequestValidator)
    const { isNew } = await requestSync(currentTenant(), {
      connectionId: source.id,
      kind: from && to ? 'backfill' : 'manual',
      window: from && to ? { from, to } : undefined,
      requestedBy: ctx.auth.getUserOrFail().id,
      correlationId: ctx.request.id(),
      now: new Date(),
    })
    ctx.session.flash('toast', {
      tone: isNew ? 'success' : 'notice',
      message: isNew
        ? `${source.name} is syncing.`
        : `${source.name} is already syncing, so no second sync was started.`,
    })
    return ctx.response.redirect(sourcePath(ctx, source))
  }

  /** A sync is cancelled by making a cancellation of it. */
  async cancel(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    await assertIsRead(source)
    const run = await runOf(ctx, source.id)
    const wasActive = await cancelSync(currentTenant(), { runId: run.id, now: new Date() })
    ctx.session.flash('toast', {
      tone: 'notice',
      message: wasActive
        ? 'The sync stops after the current page. Imported data is kept.'
        : 'The sync had already ended.',
    })
    return ctx.response.redirect().back()
  }
}

async function runOf({ params }: HttpContext, connectionId: string) {
  const run = await findRun(currentTenant(), params.run)
  if (run?.connectionId !== connectionId) {
    throw new Refusal({
      code: 'E_SYNC_NOT_FOUND',
      status: 404,
      message: 'This sync does not exist. See the history of the source.',
    })
  }
  return run
}

async function accountNamesOf(connectionId: string): Promise<Record<string, string>> {
  const accounts = await accountsOf(currentTenant(), connectionId)
  return Object.fromEntries(accounts.map(({ externalId, name }) => [externalId, name]))
}

/** Interfaces have no index signature, which page props demand. */
const plain = <Row extends object>(rows: Row[]) => rows.map((row) => ({ ...row }))
