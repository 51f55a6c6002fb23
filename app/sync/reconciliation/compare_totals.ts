import type { DayWindow } from '../run_records.js'

/** What the comparison of one total with the vendor's own came to. */
export interface Reconciliation {
  stream: string
  part: string
  metric: string
  /** Of money; null where the total is over everything. */
  currency: string | null
  window: DayWindow
  status: 'matched' | 'gap' | 'unavailable'
  vendorTotal: number | null
  storedTotal: number | null
  matchedPercent: number | null
  /** Why there is a gap, or why nothing can be said. */
  reason: string | null
  code?: string
}

export interface TotalsPair {
  stream: string
  part: string
  metric: string
  currency: string | null
  window: DayWindow
  vendor: number
  stored: number
}

/** Sums of floating point numbers in another order may differ in the last places. */
const RELATIVE_TOLERANCE = 1e-9

/** Holds our sum against the vendor's. */
export function compare(pair: TotalsPair): Reconciliation {
  const { stream, part, metric, currency, window, vendor, stored } = pair
  const matchedPercent = percentMatched(vendor, stored)
  const status = matchedPercent === 100 ? 'matched' : 'gap'
  return {
    ...{ stream, part, metric, currency, window, status, matchedPercent },
    vendorTotal: vendor,
    storedTotal: stored,
    reason: status === 'gap' ? gapSentence(pair, matchedPercent) : null,
  }
}

/** 100 only where both are equal: a rounding must never turn a gap into a match. */
function percentMatched(vendor: number, stored: number): number {
  const difference = Math.abs(vendor - stored)
  if (difference <= Math.abs(vendor) * RELATIVE_TOLERANCE) {
    return 100
  }
  if (vendor === 0) {
    return 0
  }
  const percent = 100 * (1 - difference / Math.abs(vendor))
  return Math.min(99.9999, Math.max(0, Math.floor(percent * 10_000) / 10_000))
}

function gapSentence({ metric, stream, vendor, stored }: TotalsPair, percent: number): string {
  const word = stored < vendor ? 'less' : 'more'
  return `For ${metric} in ${stream} we hold ${word} than the vendor reports: ${percent.toFixed(2)} % matches.`
}

/** A window that came back empty although it had rows before: a vendor that forgot, or failed quietly. */
export function emptyWindow(place: Pick<TotalsPair, 'stream' | 'part' | 'window'>, rows: number) {
  const { stream, part, window } = place
  const reconciliation: Reconciliation = {
    ...{ stream, part, window, metric: 'records', currency: null, status: 'gap' },
    vendorTotal: 0,
    storedTotal: rows,
    matchedPercent: 0,
    reason: `${stream} came back empty although ${rows} rows of the same days arrived before.`,
    code: 'E_EMPTY_WINDOW',
  }
  return reconciliation
}

/** Nothing can be said, with the reason. */
export function unverifiable(
  place: Pick<TotalsPair, 'stream' | 'part' | 'window'>,
  reason: string
): Reconciliation {
  return {
    ...{ ...place, metric: 'records', currency: null, status: 'unavailable', reason },
    vendorTotal: null,
    storedTotal: null,
    matchedPercent: null,
  }
}
