/** What the server says of sources, as it arrives in the browser. Times are ISO instants. */
export type Agreement =
  | { status: 'matched'; percent: number; at: string; totals: number }
  | { status: 'gap'; percent: number; at: string; totals: number; message: string }
  | { status: 'unavailable'; reason: string }

export type RunStatus =
  'queued' | 'running' | 'waiting' | 'succeeded' | 'partial' | 'failed' | 'cancelled'

export type RunKind = 'scheduled' | 'manual' | 'backfill' | 'import'
export type ErrorKind = 'configuration' | 'authorization' | 'temporary' | 'permanent'

export type PartProgress = {
  part: string
  state: 'waiting' | 'running' | 'done' | 'skipped' | 'failed'
  window: { from: string; to: string } | null
  at: string | null
  read: number
  message: string | null
}

export type StreamProgress = {
  name: string
  read: number
  written: number
  restated: number
  unchanged: number
  rejected: number
  numberless: number
  pages: number
  parts: PartProgress[]
}

export type LatestRun = {
  id: string
  kind: RunKind
  status: RunStatus
  recordsRead: number
  errorKind: ErrorKind | null
  errorMessage: string | null
  streams: StreamProgress[]
  finishedAt: string | null
  resumeAt: string | null
}

export type Source = {
  id: string
  slug: string
  name: string
  pluginId: string
  connector: string
  /** `file`: people bring the rows. Everything else is read by us; null where its plugin cannot be used now. */
  kind: 'api' | 'file' | null
  mode: 'live' | 'sandbox'
  /** Why nothing is read for the moment although the source itself is fine: its plugin is off. Else null. */
  off: string | null
  state: 'pending' | 'connected' | 'needs_reconnect' | 'paused'
  stateReason: string | null
  syncEveryMinutes: number
  backfillFrom: string | null
  openRejections: number
  freshAt: string | null
  nextSyncAt: string | null
  agreement: Agreement
  latestRun: LatestRun | null
}

export type Run = {
  id: string
  kind: RunKind
  status: RunStatus
  windowFrom: string | null
  windowTo: string | null
  recordsRead: number
  recordsWritten: number
  recordsRestated: number
  recordsUnchanged: number
  recordsRejected: number
  recordsNumberless: number
  pages: number
  attempts: number
  errorKind: ErrorKind | null
  errorCode: string | null
  errorMessage: string | null
  correlationId: string
  requestedBy: string | null
  isCancelling: boolean
  queuedAt: string
  startedAt: string | null
  finishedAt: string | null
  resumeAt: string | null
  streams: StreamProgress[]
}

export type Account = {
  externalId: string
  name: string
  currency: string | null
  timeZone: string | null
  isSelected: boolean
}

export type ComparedTotal = {
  stream: string
  part: string
  metric: string
  currency: string | null
  windowFrom: string
  windowTo: string
  status: 'matched' | 'gap' | 'unavailable'
  vendorTotal: number | null
  storedTotal: number | null
  matchedPercent: number | null
  reason: string | null
}

export type Rejection = {
  id: string
  runId: string
  stream: string
  position: number
  code: string
  field: string | null
  reason: string
  raw: string
  createdAt: string
}

export type RejectionGroup = { stream: string; code: string; count: number }

const ACTIVE: RunStatus[] = ['queued', 'running', 'waiting']

export const isActive = (run: { status: RunStatus } | null) =>
  run !== null && ACTIVE.includes(run.status)
