import type { findRun } from '#sync'

type RunView = NonNullable<Awaited<ReturnType<typeof findRun>>>

/** A run as the API describes it. Named field by field: what is added inside stays inside. */
export function describeRun(run: RunView) {
  return {
    id: run.id,
    connectionId: run.connectionId,
    kind: run.kind,
    status: run.status,
    window: run.windowFrom && run.windowTo ? { from: run.windowFrom, to: run.windowTo } : null,
    records: {
      read: run.recordsRead,
      written: run.recordsWritten,
      restated: run.recordsRestated,
      unchanged: run.recordsUnchanged,
      rejected: run.recordsRejected,
    },
    error: run.errorCode && { kind: run.errorKind, code: run.errorCode, message: run.errorMessage },
    queuedAt: run.queuedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  }
}
