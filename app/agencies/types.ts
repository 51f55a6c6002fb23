/** What pages of agencies and clients show. Stands here, without models, because the browser reads it too. */

/** Something at a client that a person can act on. */
export interface ClientNeed {
  kind: string
  /** What it is about: a source, or an incident. */
  subject: string
  message: string
  /** Path below the client's address. */
  path: string
  weight: number
}

/** A metric that at least one client can answer. */
export interface OfferedMetric {
  id: string
  label: string
  direction: 'up' | 'down' | 'none'
}

/** One number of one client, as the engine answered it. */
export interface ClientFigure {
  state: 'ready' | 'partial' | 'empty' | 'failed'
  current: FigureValue
  earlier: FigureValue | null
  /** What is left out, or why there is no number. */
  message: string | null
}

export type FigureValue =
  | { status: 'available'; value: number; unit: string; currency?: string }
  | { status: 'unavailable'; reason: string; message: string }

export interface ClientQuestion {
  metric: string
  range: 'last_7_days' | 'last_28_days' | 'last_90_days' | 'this_month' | 'last_month'
  comparison: 'previous_period' | 'previous_year'
  /** ISO 4217, the same for all clients; null for each client's own. */
  currency: string | null
}
