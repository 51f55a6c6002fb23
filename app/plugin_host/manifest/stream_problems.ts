import type { ApiConnector, FactMapping, Plugin, Stream } from '#kit'
import { metricOf } from '../mapping/compile_connector.js'
import type { Problems } from './problems.js'

/** What streams name has to exist. */
export function checkStreams(manifest: Plugin, { streams }: ApiConnector, problems: Problems) {
  for (const [name, stream] of Object.entries(streams)) {
    checkMetrics(manifest, { name, stream }, problems)
    for (const { stream: target } of stream.updates ?? []) {
      if (!streams[target] || streams[target].updates) {
        problems.add(`streams.${name}.updates names the unknown stream '${target}'`)
      }
    }
    if (stream.map) {
      problems.add(`streams.${name}.map: this installation does not run hooks yet`)
    }
  }
}

function checkMetrics(
  manifest: Plugin,
  { name, stream: { facts, totals } }: { name: string; stream: Stream },
  problems: Problems
) {
  for (const metric of Object.keys({ ...facts?.metrics, ...totals?.metrics })) {
    if (!metricOf(manifest, metric)) {
      problems.add(`streams.${name}.facts.metrics.${metric} is no metric of the catalogue`)
    }
  }
}

/** In one connector a metric's total has one source, or it would be counted twice. */
export function checkFeeds({ streams }: ApiConnector, problems: Problems) {
  const feeders = new Map<string, string>()
  for (const [name, { facts }] of Object.entries(streams)) {
    for (const metric of facts ? fedBy(facts) : []) {
      const other = feeders.get(metric)
      if (other) {
        problems.add(`streams.${name} counts ${metric} again, which ${other} already answers for`)
      }
      feeders.set(metric, name)
    }
  }
}

function fedBy({ feeds, metrics }: FactMapping): string[] {
  if (feeds === 'detail') {
    return []
  }
  return Array.isArray(feeds) ? feeds : Object.keys(metrics)
}
