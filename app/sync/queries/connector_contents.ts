import { Duration } from 'luxon'
import { factsOf, type Stream } from '#kit'
import type { Metric } from '#metrics'
import type { pluginRegistry } from '#plugin_host'
import { plainText } from './connector_titles.js'

type Registry = Awaited<ReturnType<typeof pluginRegistry>>
type ConnectorEntry = ReturnType<Registry['connectors']>[number]

/** What a source brings, for the person who has not connected it yet. */
export interface ConnectorContents {
  streams: { title: string; metrics: string[]; isOptional: boolean }[]
  /** Labels of its metrics, each once. */
  metrics: string[]
  /** How many days of history the first sync reads; null where the vendor’s start is not limited. */
  days: number | null
  /** How many days each sync reads again, because the vendor still changes them. */
  restatedDays: number
  /** Whether the person chooses among accounts of the vendor, once connected. */
  hasAccounts: boolean
}

/** Reads it out of the manifest, in the words of the catalogue. */
export function contentsOf(
  { definition, manifest }: ConnectorEntry,
  labels: Map<string, string>
): ConnectorContents | null {
  if (definition.kind !== 'api') {
    return null
  }
  const streams = Object.entries(definition.streams).map(([name, stream]) => ({
    title: stream.title ?? plainText(name.replaceAll('_', ' ')),
    metrics: metricsOf(stream).map((id) => labels.get(id) ?? ownLabel(manifest, id)),
    isOptional: stream.optional === true,
  }))
  const cursors = Object.values(definition.streams).flatMap(({ cursor }) => cursor ?? [])
  const earliest = cursors.map((cursor) => daysIn(cursor.earliest)).filter((days) => days > 0)
  return {
    streams,
    metrics: [...new Set(streams.flatMap(({ metrics }) => metrics))],
    days: earliest.length > 0 ? Math.max(...earliest) : null,
    restatedDays: Math.max(0, ...cursors.map((cursor) => daysIn(cursor.lookback))),
    hasAccounts: definition.accounts !== undefined,
  }
}

export const labelsOf = (metrics: Metric[]) =>
  new Map(metrics.map(({ id, label }) => [id, label] as const))

const metricsOf = (stream: Stream) => [
  ...new Set(factsOf(stream).flatMap(({ metrics }) => Object.keys(metrics))),
]

/** A metric of a plugin that the organization does not have yet. */
function ownLabel({ id: plugin, metrics = {} }: ConnectorEntry['manifest'], id: string): string {
  const own = metrics[id.replace(`${plugin}:`, '')]
  return own ? plainText(own.label) : id
}

const daysIn = (duration: string | undefined) =>
  duration ? Math.round(Duration.fromISO(duration).as('days')) : 0
