import { factsOf, type ApiConnector, type Plugin, type Stream } from '#kit'
import { ProgrammingError } from '#foundation'
import { countingIn } from '#shared/expressions/minor_units'
import type { Slot } from '#shared/records'
import { compileCalls, type CompiledCalls } from '../call/compile_calls.js'
import { metricOf } from '#plugin_host'
import { compileStream } from './compile_stream.js'
import { compileUpdates } from './compile_updates.js'
import type { CompiledStream } from './types.js'

export interface CompiledConnector {
  plugin: { id: string; version: string; family?: string }
  name: string
  /** What people call the vendor. */
  title: string
  definition: ApiConnector
  streams: Map<string, CompiledStream>
  calls: CompiledCalls
  /** The text of the plugin's `hooks.js`. */
  hooks?: string
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
  return countingIn(definition.minorUnits, () => compiled(manifest, name, definition))
}

function compiled(manifest: Plugin, name: string, definition: ApiConnector): CompiledConnector {
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
  const { id, version, family } = manifest
  const plugin = { id, version, family }
  const unitOf = (metric: string) => slotOf(manifest, metric)
  const calls = compileCalls(definition, unitOf)
  const title = typeof definition.title === 'string' ? definition.title : id
  return { plugin, name, title, definition, streams, calls, hooks: manifest.hooks }
}

/** The numbers of a stream in the order of the manifest, with the unit each metric has everywhere. */
export function slotsOf(manifest: Plugin, stream: Stream): Slot[] {
  const mappings = factsOf(stream)
  const feeds = mappings[0]?.feeds ?? 'catalogue'
  const isTotal = (metric: string) =>
    typeof feeds === 'string' ? feeds === 'catalogue' : feeds.includes(metric)
  const metrics = new Set(mappings.flatMap((facts) => Object.keys(facts.metrics)))
  return [...metrics].map((metric) => ({
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
