import type { MetricResult, Provenance } from '#metrics/types'
import { formatNumber } from '../../ui/number_format.js'

/** Rounding at a vendor moves totals by cents; beyond this the gap is shown as one. */
const MATCHES_FROM_PERCENT = 99.995

export type Freshness = {
  freshAt: string | null
  completeUntil: string | null
  /** Worst match with the vendors' own totals in percent; null where none was compared. */
  reconciled: number | null
  /** How much of the number of which least was compared with a vendor's total, in percent; null where nothing was. */
  compared: number | null
  /** Whether it comes from sandbox sources, wholly or together with real ones. */
  sample: 'wholly' | 'partly' | null
}

/** The weakest of all numbers of some answers: a page is as fresh as its oldest part. */
export function freshnessOf(results: MetricResult[]): Freshness {
  const all = results.flatMap(({ provenance }) => Object.values(provenance))
  // A match of other days, or of other numbers, says nothing about these.
  const matched = all.filter(({ compared }) => compared === null || compared > 0)
  return {
    freshAt: least(all, ({ freshAt }) => freshAt),
    completeUntil: least(all, ({ completeUntil }) => completeUntil),
    reconciled: least(matched, ({ reconciled }) => reconciled),
    compared: least(all, ({ compared }) => compared),
    sample: sampleIn(all),
  }
}

/** What is left is the day that is still running at the vendor, or dust. */
const WHOLE_FROM_PERCENT = 99.5

/**
 * Of how much a match is said; null where that is all. Never "100%" of what only nearly is so. Of several numbers some may have
 * no total of the vendor at all: then the share of which least was compared is 0.
 */
export function shareText(percent: number | null | undefined): string | null {
  if (percent === null || percent === undefined || percent >= WHOLE_FROM_PERCENT) {
    return null
  }
  const decimals = percent < 10 ? 1 : 0
  return percent === 0
    ? 'for some of these numbers, the others were not compared'
    : `of the ${formatNumber({ value: percent, unit: 'percent' }, { decimals })} that was compared`
}

export function isMatching(reconciled: number): boolean {
  return reconciled >= MATCHES_FROM_PERCENT
}

/** What is special about one answer of a page whose freshness is shown above: only what is worse than most. */
export function exceptionOf(result: MetricResult, page: MetricResult[]): Partial<Freshness> {
  const { completeUntil, reconciled } = freshnessOf([result])
  const usual = mostCommon(page.map((each) => freshnessOf([each]).completeUntil))
  const isBehind = completeUntil !== null && usual !== null && completeUntil < usual
  const isOff = reconciled !== null && !isMatching(reconciled)
  return { ...(isBehind && { completeUntil }), ...(isOff && { reconciled }) }
}

/** The freshness of a page: of most of its answers, since those behind say so themselves. */
export function pageFreshness(page: MetricResult[]): Freshness {
  const usual = mostCommon(page.map((each) => freshnessOf([each]).completeUntil))
  return { ...freshnessOf(page), completeUntil: usual }
}

/** Later days win a tie. */
function mostCommon(days: (string | null)[]): string | null {
  const counted = Map.groupBy(
    days.filter((day) => day !== null),
    (day) => day
  )
  const [first] = [...counted].sort(
    ([oneDay, one], [otherDay, other]) => other.length - one.length || (oneDay < otherDay ? 1 : -1)
  )
  return first?.[0] ?? null
}

function least<Value extends string | number>(
  all: Provenance[],
  read: (provenance: Provenance) => Value | null
): Value | null {
  const found = all.map(read).filter((value) => value !== null)
  return found.length > 0 ? found.reduce((low, value) => (value < low ? value : low)) : null
}

function sampleIn(all: Provenance[]): Freshness['sample'] {
  const modes = new Set(all.flatMap(({ streams }) => streams.map(({ mode }) => mode)))
  if (!modes.has('sandbox')) {
    return null
  }
  return modes.has('live') ? 'partly' : 'wholly'
}
