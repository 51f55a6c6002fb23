import type { listSources } from '#sync'

type SourceSummary = Awaited<ReturnType<typeof listSources>>[number]

/** A source in the words of the API. */
export function describeSource(source: SourceSummary) {
  const { id, slug, name, pluginId, connector, kind, mode, state, stateReason, off } = source
  return {
    ...{ id, slug, name, plugin: pluginId, connector, kind, mode, state },
    reason: off ?? stateReason,
    freshAt: source.freshAt?.toISOString() ?? null,
    nextSyncAt: source.nextSyncAt?.toISOString() ?? null,
    lastSync: lastSyncOf(source),
    agreement: agreementOf(source),
    openRejections: source.openRejections,
  }
}

function lastSyncOf({ latestRun: run }: SourceSummary) {
  return run && { id: run.id, kind: run.kind, status: run.status, message: run.errorMessage }
}

function agreementOf({ agreement }: SourceSummary) {
  const percent = 'percent' in agreement ? agreement.percent : null
  const at = 'at' in agreement ? agreement.at.toISOString() : null
  const reason = 'reason' in agreement ? agreement.reason : null
  return { status: agreement.status, percent, at, reason }
}
