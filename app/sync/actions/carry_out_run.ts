import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { openSession } from '../engine/open_session.js'
import { openRun, type RunKind } from '../run_records.js'
import RunSync from './run_sync.js'

export interface RunRequest {
  organizationId: string
  connectionId: string
  kind?: Exclude<RunKind, 'import'>
  now: Date
}

/** Reads a source here and now, as a worker would, without the queue. Answers the id of the run. */
export async function carryOutRun({ organizationId, connectionId, kind, now }: RunRequest) {
  const { id: runId } = await withTenant(organizationId, (tenant) =>
    openRun(tenant, {
      connectionId,
      kind: kind ?? 'manual',
      requestedBy: null,
      correlationId: newId(),
      now,
    })
  )
  const started = performance.now()
  const clock = () =>
    DateTime.fromJSDate(now)
      .plus(performance.now() - started)
      .toJSDate()
  await new RunSync({ openSession, now: clock }).execute({
    id: runId,
    payload: { organizationId, runId },
    retryCount: 0,
    signal: new AbortController().signal,
    stopping: new AbortController().signal,
    completeIn: async () => {},
  })
  return runId
}
