/**
 * What the rows of a stream can be broken down by, and which metrics it answers for. Stored as
 * `source_streams.dimensions`; written at registration, read by the query planner.
 */
export interface StreamGrain {
  /** Kinds of things its rows are about: the row's own kind first, then its ancestors, nearest first. */
  entities: string[]
  /** Ids of the dimensions in `FactRecord.dimensions`. */
  breakdowns: string[]
  /**
   * Metrics whose totals this stream feeds. Exactly one stream per connection and metric does; a more
   * detailed stream of the same connection leaves the metric out and is used only when a question needs
   * its detail. Absent: every slot of the stream.
   */
  feeds?: string[]
}

/** Reads a stored grain, whatever an older version wrote. */
export function readGrain(stored: unknown): StreamGrain {
  const grain = (stored ?? {}) as Partial<StreamGrain>
  return {
    entities: Array.isArray(grain.entities) ? grain.entities : [],
    breakdowns: Array.isArray(grain.breakdowns) ? grain.breakdowns : [],
    ...(Array.isArray(grain.feeds) ? { feeds: grain.feeds } : {}),
  }
}

/** Canonical dimensions have labels of their own; these are read where a source brings others. */
export const labelsOf = ({ breakdowns }: StreamGrain): Record<string, string> =>
  Object.fromEntries(breakdowns.map((id) => [id, inWords(id)]))

function inWords(dimension: string): string {
  const words = dimension.split(':').at(-1)!.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
