import type { TenantTransaction } from '#foundation'
import type { webhooksOf } from '#reading'
import type { DeliveryMapping, TimeNotation } from './delivery_mapping.js'

type ChosenStream = NonNullable<Parameters<typeof webhooksOf>[2]>

/** Name of the stream that a person described. */
export const CHOSEN_STREAM = 'deliveries'

/** What a person said about the deliveries of a source, as a stream; null where nobody has said anything yet. */
export async function chosenStreamOf(
  tenant: TenantTransaction,
  source: { id: string }
): Promise<ChosenStream | null> {
  const { rows } = await tenant.query<{ mapping: DeliveryMapping | null }>(
    'SELECT mapping FROM webhook_endpoints WHERE organization_id = $1 AND connection_id = $2',
    [tenant.organizationId, source.id]
  )
  const mapping = rows[0]?.mapping
  return mapping ? streamOf(mapping) : null
}

export function streamOf(mapping: DeliveryMapping): ChosenStream {
  const { id, name, metrics, dimensions, currency } = mapping
  return {
    name: CHOSEN_STREAM,
    slots: metrics.map(({ metric, unit, aggregation }) => ({ metric, unit, aggregation })),
    route: {
      stream: CHOSEN_STREAM,
      records: mapping.records,
      ...(mapping.version === null ? {} : { version: field(mapping.version) }),
    },
    stream: {
      key: id,
      facts: {
        mode: 'event',
        date: dateOf(mapping.date),
        ...(currency
          ? { currency: 'path' in currency ? field(currency.path) : quoted(currency.code) }
          : {}),
        entity: { kind: 'record', id: field(id), name: field(name ?? id) },
        dimensions: byName(dimensions.map(({ dimension, path }) => [dimension, field(path)])),
        metrics: byName(metrics.map((metric) => [metric.metric, numberOf(metric)])),
      },
    },
  }
}

const byName = (entries: [string, string][]) => Object.fromEntries(entries)

const quoted = (text: string) => JSON.stringify(text)

/** Any name a sender may have given, which no chain of fields could hold. */
const field = (path: string) => `field(record, ${quoted(path)})`

const DATES: Record<TimeNotation, (path: string) => string> = {
  date: field,
  unix: (path) => `unixToIso(${field(path)})`,
  millis: (path) => `millisToIso(${field(path)})`,
  arrival: () => 'account.attributes.receivedAt',
}

const dateOf = ({ path, notation }: DeliveryMapping['date']) => DATES[notation](path ?? '$')

const numberOf = ({ path, unit }: DeliveryMapping['metrics'][number]) =>
  unit === 'currency' ? `micros(${field(path)})` : `number(${field(path)})`
