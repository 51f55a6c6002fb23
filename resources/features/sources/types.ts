/** What the server says of sources, as it arrives in the browser. */
import type { RunStatus } from '#sync/run_records'
import type RejectionTransformer from '#sync/transformers/rejection_transformer'
import type RunTransformer from '#sync/transformers/run_transformer'
import type SourceTransformer from '#sync/transformers/source_transformer'

export type { SourceAccountRow as Account } from '#sync/queries/accounts_of'
export type { SourceStreamRow as SourceStream } from '#sync/queries/streams_of'
export type { ComparedTotal } from '#sync/queries/compared_totals'
export type { RejectionGroup } from '#sync/queries/list_rejections'
export type { RunErrorKind as ErrorKind, RunKind, RunStatus } from '#sync/run_records'

export type Source = ReturnType<SourceTransformer['toObject']>
export type Agreement = Source['agreement']
export type LatestRun = NonNullable<Source['latestRun']>
export type Run = ReturnType<RunTransformer['toObject']>
export type StreamProgress = Run['streams'][number]
export type PartProgress = StreamProgress['parts'][number]
export type Rejection = ReturnType<RejectionTransformer['toObject']>

const ACTIVE: RunStatus[] = ['queued', 'running', 'waiting']

export const isActive = (run: { status: RunStatus } | null) =>
  run !== null && ACTIVE.includes(run.status)

/** What will stop a source, or keeps a part of it away. Days in it are `YYYY-MM-DD`. */
export type Warning = {
  kind: 'access_ends' | 'vendor_version' | 'declined_scopes'
  message: string
}
