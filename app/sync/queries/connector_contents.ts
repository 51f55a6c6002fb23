import { Duration } from 'luxon'
import { factsOf, type Stream } from '#kit'
import type { Metric } from '#metrics'
import { pluginRegistry, traitsOf } from '#plugin_host'
import { DEFAULT_EARLIEST } from '../engine/windows.js'
import { plainText } from './connector_titles.js'

type Registry = Awaited<ReturnType<typeof pluginRegistry>>
type ConnectorEntry = ReturnType<Registry['connectors']>[number]

/** What a source brings, for the person who has not connected it yet. */
export interface ConnectorContents {
  streams: { title: string; metrics: string[]; isOptional: boolean }[]
  /** Labels of its metrics, each once. */
  metrics: string[]
  /** Its numbers arrive when the vendor sends them; nothing is asked for. */
  isSent: boolean
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
  const traits = traitsOf(definition)
  if (traits.arrival === 'uploaded') {
    return null
  }
  const delivered = traits.webhooks?.streams ?? {}
  const streams = Object.entries<BroughtStream>({ ...traits.streams, ...delivered }).map(
    ([name, stream]) => ({
      title: stream.title ?? plainText(name.replaceAll('_', ' ')),
      metrics: metricsOf(stream).map((id) => labels.get(id) ?? ownLabel(manifest, id)),
      isOptional: stream.optional === true,
    })
  )
  const cursors = cursorsOf(traits)
  return {
    streams,
    metrics: [...new Set(streams.flatMap(({ metrics }) => metrics))],
    isSent: traits.arrival === 'sent',
    days: earliestDays(traits),
    restatedDays: Math.max(0, ...cursors.map((cursor) => daysIn(cursor.lookback))),
    hasAccounts: traits.accounts !== undefined,
  }
}

/** How many days the first sync of a source goes back where the person does not say less. */
export async function historyDaysOf(source: { pluginId: string; connector: string }) {
  const registry = await pluginRegistry()
  const traits = registry.traitsOf(source.pluginId, source.connector)
  return traits && earliestDays(traits)
}

type WithStreams = Pick<ReturnType<typeof traitsOf>, 'streams'>

const cursorsOf = ({ streams }: WithStreams) =>
  Object.values(streams).flatMap(({ cursor }) => cursor ?? [])

function earliestDays(traits: WithStreams): number | null {
  const days = cursorsOf(traits).map(({ earliest }) => daysIn(earliest ?? DEFAULT_EARLIEST))
  return days.length > 0 ? Math.max(...days) : null
}

export const labelsOf = (metrics: Metric[]) =>
  new Map(metrics.map(({ id, label }) => [id, label] as const))

type BroughtStream = Pick<Stream, 'title' | 'facts' | 'optional'>

const metricsOf = (stream: Pick<Stream, 'facts'>) => [
  ...new Set(factsOf(stream).flatMap(({ metrics }) => Object.keys(metrics))),
]

/** A metric of a plugin that the organization does not have yet. */
function ownLabel({ id: plugin, metrics = {} }: ConnectorEntry['manifest'], id: string): string {
  const own = metrics[id.replace(`${plugin}:`, '')]
  return own ? plainText(own.label) : id
}

const daysIn = (duration: string | undefined) =>
  duration ? Math.round(Duration.fromISO(duration).as('days')) : 0
