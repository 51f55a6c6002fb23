import type { MetricResult } from '#metrics/types'

export type StoppedSource = {
  connectionId: string
  connection: string
  /** Last day of its numbers; null where it has brought none. */
  until: string | null
  /** What happened, and what it means for the numbers. */
  sentence: string
}

/** Sources whose numbers end before the period of these answers does, each once. */
export function stoppedSources(results: MetricResult[]): StoppedSource[] {
  const found = new Map<string, StoppedSource>()
  for (const { connectionId, connection, until, stopped } of results.flatMap(streamsOf)) {
    const known = found.get(connectionId)
    if (stopped !== null && (!known || isEarlier(until, known.until))) {
      found.set(connectionId, { connectionId, connection, until, sentence: stopped })
    }
  }
  return [...found.values()]
}

/** Reasons that are not about a stopped source, of which the notice speaks. */
export function otherReasons(missing: string[], results: MetricResult[]): string[] {
  const told = new Set(results.flatMap(streamsOf).map(({ stopped }) => stopped))
  return missing.filter((reason) => !told.has(reason))
}

function streamsOf({ provenance }: MetricResult) {
  return Object.values(provenance).flatMap(({ streams }) => streams)
}

/** A stream without numbers says nothing of the others that its source has. */
function isEarlier(one: string | null, other: string | null): boolean {
  return one !== null && (other === null || one < other)
}
