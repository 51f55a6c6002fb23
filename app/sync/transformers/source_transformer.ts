import { BaseTransformer } from '@adonisjs/core/transformers'
import type { SourceSummary } from '../queries/list_sources.js'
import type { Agreement } from '../queries/reconciliation_of.js'
import { streamsOf } from './run_transformer.js'

/** A source as the list and the head of its own page show it. */
export default class SourceTransformer extends BaseTransformer<SourceSummary> {
  toObject() {
    const { resource } = this
    return {
      ...this.pick(resource, [
        'id',
        'slug',
        'name',
        'pluginId',
        'connector',
        'kind',
        'mode',
        'off',
        'state',
        'stateReason',
        'syncEveryMinutes',
        'backfillFrom',
        'openRejections',
        'unreadAccounts',
      ]),
      freshAt: resource.freshAt?.toISOString() ?? null,
      nextSyncAt: resource.nextSyncAt?.toISOString() ?? null,
      agreement: agreement(resource.agreement),
      latestRun: latestRun(resource.latestRun),
    }
  }
}

function agreement(state: Agreement) {
  switch (state.status) {
    case 'matched':
      return { ...state, at: state.at.toISOString() }
    case 'gap':
      return { ...state, at: state.at.toISOString() }
    default:
      return { ...state }
  }
}

function latestRun(run: SourceSummary['latestRun']) {
  if (!run) {
    return null
  }
  const { id, kind, status, recordsRead, errorKind, errorMessage } = run
  return {
    ...{ id, kind, status, recordsRead, errorKind, errorMessage },
    streams: streamsOf(run.progress),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    resumeAt: run.resumeAt?.toISOString() ?? null,
  }
}
