import type { MetricFilter } from '#metrics/types'

/** What a person kept of Explore: a whole query, or its filters alone. */
export type Saved = {
  id: string
  kind: 'question' | 'segment'
  name: string
  address: string
  filters: MetricFilter[]
  isShared: boolean
  isManaged: boolean
}

/** The filters of a query after a segment was chosen: those of the same dimensions are replaced. */
export function withSegment(filters: MetricFilter[], segment: MetricFilter[]): MetricFilter[] {
  const taken = new Set(segment.map(({ dimension }) => dimension))
  return [...filters.filter(({ dimension }) => !taken.has(dimension)), ...segment]
}
