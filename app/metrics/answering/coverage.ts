import type { StreamPart } from '../planning/plan.js'
import type { StreamStanding } from '../reading/standings.js'
import type { DayRange } from '../types.js'

/** Which days the streams behind a metric speak for, so that a missing row can be told from a zero. */
export class Coverage {
  private readonly ranges = new Map<string, DayRange>()
  private readonly metrics = new Set<string>()

  constructor(parts: StreamPart[], standings: StreamStanding[]) {
    for (const { stream, atoms } of parts) {
      const standing = standings.find(
        ({ connectionId, stream: name }) =>
          connectionId === stream.connectionId && name === stream.name
      )
      const days = daysOf(stream.firstDay, laterOf(stream.lastDay, standing?.completeUntil ?? null))
      atoms.forEach(({ metric }) => this.add(metric.id, days))
    }
  }

  hasStream(metricId: string): boolean {
    return this.metrics.has(metricId)
  }

  /** Whether any day of the period is spoken for. */
  covers(metricId: string, { from, to }: DayRange): boolean {
    const days = this.ranges.get(metricId)
    return days !== undefined && days.from <= to && days.to >= from
  }

  private add(metricId: string, days: DayRange | null) {
    this.metrics.add(metricId)
    const known = this.ranges.get(metricId)
    if (days) {
      this.ranges.set(metricId, {
        from: known && known.from < days.from ? known.from : days.from,
        to: laterOf(known?.to ?? null, days.to)!,
      })
    }
  }
}

function daysOf(from: string | null, to: string | null): DayRange | null {
  return from && to ? { from, to } : null
}

function laterOf(one: string | null, other: string | null) {
  return one !== null && (other === null || one > other) ? one : other
}
