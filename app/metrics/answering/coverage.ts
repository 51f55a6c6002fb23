import type { StreamPart } from '../planning/plan.js'
import type { StreamFreshness } from '../reading/freshness.js'
import type { DayRange } from '../types.js'

/** Which days the streams behind a metric speak for, so that a missing row can be told from a zero. */
export class Coverage {
  /** By stream and metric: those of two streams say nothing of the days between them. */
  private readonly ranges = new Map<string, DayRange>()
  private readonly metrics = new Set<string>()

  constructor(parts: StreamPart[], freshness: StreamFreshness[]) {
    for (const { stream, atoms } of parts) {
      const found = freshness.find(
        ({ connectionId, stream: name }) =>
          connectionId === stream.connectionId && name === stream.name
      )
      const days = daysOf(stream.firstDay, laterOf(stream.lastDay, found?.completeUntil ?? null))
      for (const { metric } of atoms) {
        this.metrics.add(metric.id)
        if (days) {
          this.ranges.set(keyOf(stream.id, metric.id), days)
        }
      }
    }
  }

  hasStream(metricId: string): boolean {
    return this.metrics.has(metricId)
  }

  /** Whether one of the streams speaks for any day of the period. */
  covers(metricId: string, streamIds: Iterable<string>, { from, to }: DayRange): boolean {
    return [...streamIds].some((id) => {
      const days = this.ranges.get(keyOf(id, metricId))
      return days !== undefined && days.from <= to && days.to >= from
    })
  }
}

const keyOf = (streamId: string, metricId: string) => `${streamId} ${metricId}`

function daysOf(from: string | null, to: string | null): DayRange | null {
  return from && to ? { from, to } : null
}

function laterOf(one: string | null, other: string | null) {
  return one !== null && (other === null || one > other) ? one : other
}
