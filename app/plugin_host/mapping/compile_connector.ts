import type { ApiConnector, Plugin, Stream } from '#kit'
import { ProgrammingError } from '#foundation'
import { canonicalMetric } from '#shared/canonical_metrics'
import type { Slot } from '#shared/records'
import { compileCalls, type CompiledCalls } from '../calling/compile_calls.js'
import { compileStream } from './compile_stream.js'
import { compileUpdates } from './compile_updates.js'
import { steeringSettings } from './steering_settings.js'
import type { CompiledStream } from './types.js'

export interface CompiledConnector {
  plugin: { id: string; version: string }
  name: string
  definition: ApiConnector
  streams: Map<string, CompiledStream>
  calls: CompiledCalls
  /** Names of the settings that decide what is read. */
  steering: string[]
}

/**
 * Compiles every mapping of an API connector once. The manifest must have passed `checkManifest`; what is wrong
 * here is a mistake of ours.
 */
export function compileConnector(manifest: Plugin, name: string): CompiledConnector {
  const definition = manifest.connectors?.[name]
  if (definition?.kind !== 'api') {
    throw new ProgrammingError(`Plugin ${manifest.id} has no API connector '${name}'.`)
  }
  const streams = new Map<string, CompiledStream>()
  const entries = Object.entries(definition.streams)
  const contextOf = (stream: string, declared: Stream) => ({
    name: stream,
    channel: definition.channel ?? null,
    slots: slotsOf(manifest, declared),
  })
  for (const [stream, declared] of entries.filter(([, each]) => !each.updates)) {
    streams.set(stream, compileStream(declared, contextOf(stream, declared)))
  }
  for (const [stream, declared] of entries.filter(([, each]) => each.updates)) {
    streams.set(stream, compileUpdates(declared, contextOf(stream, declared), streams))
  }
  const plugin = { id: manifest.id, version: manifest.version }
  const unitOf = (metric: string) => slotOf(manifest, metric)
  const calls = compileCalls(definition, unitOf)
  return { plugin, name, definition, streams, calls, steering: steeringSettings(definition) }
}

/** The numbers of a stream in the order of the manifest, with the unit each metric has everywhere. */
function slotsOf(manifest: Plugin, stream: Stream): Slot[] {
  const feeds = stream.facts?.feeds ?? 'catalogue'
  const isTotal = (metric: string) =>
    typeof feeds === 'string' ? feeds === 'catalogue' : feeds.includes(metric)
  return Object.keys(stream.facts?.metrics ?? {}).map((metric) => ({
    ...slotOf(manifest, metric),
    // Two streams of one connection would count the same money twice (`Slot.detail`).
    ...(isTotal(metric) ? {} : { detail: true }),
  }))
}

function slotOf(manifest: Plugin, metric: string): Slot {
  const entry = metricOf(manifest, metric)
  if (!entry) {
    throw new ProgrammingError(`Plugin ${manifest.id} names the unknown metric '${metric}'.`)
  }
  return { metric, unit: entry.unit, aggregation: entry.aggregation }
}

/** Unit and aggregation of a canonical metric, or of one the plugin brings as `vendor/plugin:name`. */
export function metricOf(manifest: Plugin, id: string): Omit<Slot, 'metric'> | undefined {
  const prefix = `${manifest.id}:`
  const own = id.startsWith(prefix) ? manifest.metrics?.[id.slice(prefix.length)] : undefined
  if (own && own.aggregation !== 'ratio') {
    return { unit: own.unit, aggregation: own.aggregation }
  }
  return canonicalMetric(id)
}
