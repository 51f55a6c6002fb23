import type { FleetSource } from './given_fleet.js'
import { limitOf, type SeenRequest } from './vendors.js'
import { durationMs } from '#shared/durations'

export interface FinishedRun {
  organizationId: string
  connectionId: string
  status: string
  dueAt: number
  finishedAt: number
}

/** The part of a list below which a share of it lies. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Runs of the best served by those of the worst served. */
export function maxByMin(counts: number[]): number {
  return Math.max(...counts) / Math.max(1, Math.min(...counts))
}

/**
 * Requests beyond a vendor's limit in any window of its length, wherever it begins, and by how much the worst came too early: what is
 * less than a second may be this machine, which stood still between letting a request out and seeing it arrive.
 */
export function violations(seen: SeenRequest[]) {
  const byBudget = Map.groupBy(seen, ({ vendor, connection }) =>
    limitOf(vendor).per === 'app' ? String(vendor) : `${vendor} ${connection}`
  )
  const early = [...byBudget.values()].flatMap(beyondLimit)
  return { limitViolations: early.length, worstViolationMs: Math.round(Math.max(0, ...early)) }
}

function beyondLimit(requests: SeenRequest[]): number[] {
  const { requests: most, every } = limitOf(requests[0].vendor)
  const length = durationMs(every)
  const moments = requests.map(({ at }) => at).sort((one, other) => one - other)
  // A window ends with each request: with the one `most` places before it inside, it holds one too many.
  return moments.slice(most).flatMap((at, place) => {
    const tooEarly = length - (at - moments[place])
    return tooEarly > 0 ? [tooEarly] : []
  })
}

const SAMPLE_MS = 5 * 60_000
/** Until then every source was due once. */
const FIRST_ROUND_MS = 65 * 60_000

/** How old the numbers of each source are, looked at every five minutes. */
export function ages(
  fleet: FleetSource[],
  runs: FinishedRun[],
  { from, to }: { from: number; to: number }
): number[] {
  const good = runs.filter(({ status }) => status === 'succeeded')
  const bySource = Map.groupBy(good, ({ connectionId }) => connectionId)
  return fleet.flatMap(({ connectionId }) => {
    const ends = (bySource.get(connectionId) ?? []).map(({ finishedAt }) => finishedAt)
    const found: number[] = []
    for (let at = from + FIRST_ROUND_MS; at <= to; at += SAMPLE_MS) {
      found.push(at - Math.max(from, ...ends.filter((end) => end <= at)))
    }
    return found
  })
}
