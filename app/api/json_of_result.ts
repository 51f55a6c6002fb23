import type { MetricResult } from '#metrics'

/**
 * An answer as JSON, a series at a time: a large one is never one text in memory, and others are served while it is
 * being sent.
 */
export function* jsonOfResult({ series, comparison, ...rest }: MetricResult) {
  yield `${JSON.stringify(rest).slice(0, -1)},"series":`
  yield* list(series)
  if (comparison === null) {
    yield ',"comparison":null}'
    return
  }
  const { series: earlier, ...other } = comparison
  yield `,"comparison":${JSON.stringify(other).slice(0, -1)},"series":`
  yield* list(earlier)
  yield '}}'
}

function* list(members: unknown[]) {
  yield '['
  for (const [place, member] of members.entries()) {
    yield (place > 0 ? ',' : '') + JSON.stringify(member)
  }
  yield ']'
}
