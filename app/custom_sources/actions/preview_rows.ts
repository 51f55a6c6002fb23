import { Refusal } from '#foundation'
import { checkManifest } from '#plugin_host'
import { connectorOf, type CompiledStream } from '#reading'
import type { FactRecord, Slot } from '#shared/records'
import type { DesignStream, SourceDesign } from '../design.js'
import { CONNECTOR, manifestOf } from '../manifest/manifest_of.js'
import { ownMetricsOf, type StreamPlace } from '../manifest/facts_of.js'
import type { Preview, PreviewRow } from '../preview.js'

const MOST_ROWS = 20

interface Sampled {
  design: SourceDesign
  stream: DesignStream
  /** Records of a test call. */
  records: unknown[]
  place: StreamPlace
  labels: Map<string, string>
  today: string
}

/** Maps records as a sync would, without storing anything. */
export async function previewRows(sampled: Sampled): Promise<Preview> {
  try {
    return shown(sampled, await compiled(sampled))
  } catch (error) {
    if (error instanceof Refusal) {
      return { ...NOTHING, records: sampled.records.length, problem: error.message }
    }
    throw error
  }
}

const NOTHING: Preview = {
  records: 0,
  dimensions: [],
  metrics: [],
  rows: [],
  rejected: [],
  repeated: 0,
  problem: null,
}

async function compiled({ design, stream, place }: Sampled): Promise<CompiledStream> {
  const manifest = manifestOf({ ...design, streams: [stream] }, place)
  const verdict = checkManifest(manifest)
  if (verdict.state !== 'available') {
    throw new Refusal({ code: 'E_DESIGN', status: 422, message: verdict.reasons.join('; ') })
  }
  const connector = await connectorOf(manifest, CONNECTOR)
  return connector.streams.get(stream.name)!
}

function shown(
  { records, today, labels, place, stream: described }: Sampled,
  stream: CompiledStream
): Preview {
  const page = stream.mapPage(records, { account: null, settings: {}, today })
  const batches = [...page.batches.values()]
  const facts = batches.flatMap((batch) => batch.facts)
  const names = new Map(
    batches.flatMap(({ entities }) => entities.map(({ externalId, name }) => [externalId, name]))
  )
  const { slots, grain } = stream
  const own = ownMetricsOf(described)
  return {
    records: records.length,
    dimensions: grain.breakdowns.map((id) => nameIn(id, place.pluginId)),
    metrics: slots.map((slot, index) => ({
      id: slot.metric,
      label:
        labels.get(slot.metric) ?? own[idIn(slot.metric, place)]?.label.toString() ?? slot.metric,
      unit: slot.unit,
      sums: sumsOf(facts, slot, index),
    })),
    rows: facts.slice(0, MOST_ROWS).map((fact) => rowOf(fact, grain.breakdowns, names)),
    rejected: page.rejected
      .slice(0, MOST_ROWS)
      .map(({ position, reason }) => ({ position, reason })),
    repeated: records.length - page.rejected.length - page.skipped - facts.length,
    problem: null,
  }
}

const rowOf = (
  { day, entity, currency, dimensions, numbers }: FactRecord,
  breakdowns: string[],
  names: Map<string, string>
): PreviewRow => ({
  day,
  name: names.get(entity.externalId) ?? entity.externalId,
  currency,
  dimensions: breakdowns.map((id) => dimensions[id] ?? null),
  numbers,
})

const idIn = (id: string, { pluginId }: StreamPlace) => id.replace(`${pluginId}:`, '')

function nameIn(id: string, pluginId: string): string {
  const words = id.replace(`${pluginId}:`, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function sumsOf(facts: FactRecord[], { unit }: Slot, index: number) {
  const sums = new Map<string | null, number>()
  for (const { currency, numbers } of facts) {
    const code = unit === 'currency' ? currency : null
    sums.set(code, (sums.get(code) ?? 0) + (numbers[index] ?? 0))
  }
  return [...sums].map(([currency, sum]) => ({ currency, sum }))
}
