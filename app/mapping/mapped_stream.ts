import type { DeliveredStream } from '#kit'
import type { Slot } from '#shared/records'
import type { FieldMapping, TimeNotation } from './field_mapping.js'

/** What a person chose, in the words of a manifest: its rows are mapped as those of any other source. */
export function mappedStream(mapping: FieldMapping): { stream: DeliveredStream; slots: Slot[] } {
  const { id, name, metrics, dimensions, currency } = mapping
  const ids = [id].flat()
  return {
    slots: metrics.map(({ metric, unit, aggregation }) => ({ metric, unit, aggregation })),
    stream: {
      key: id,
      facts: {
        mode: 'event',
        date: dateOf(mapping.date),
        ...(currency
          ? { currency: 'path' in currency ? field(currency.path) : quoted(currency.code) }
          : {}),
        entity: {
          kind: 'record',
          id: joined(ids),
          name: name === null ? joined(ids) : field(name),
        },
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

/** A part that is missing leaves the whole missing, so that such a record is rejected. */
const joined = (paths: string[]) =>
  paths.length === 1
    ? field(paths[0])
    : paths.map((path) => `text(${field(path)})`).join(' + ":" + ')

const DATES: Record<TimeNotation, (path: string) => string> = {
  date: field,
  unix: (path) => `unixToIso(${field(path)})`,
  millis: (path) => `millisToIso(${field(path)})`,
  arrival: () => 'account.attributes.receivedAt',
}

const dateOf = ({ path, notation }: FieldMapping['date']) => DATES[notation](path ?? '$')

const numberOf = ({ path, unit }: FieldMapping['metrics'][number]) =>
  unit === 'currency' ? `micros(${field(path)})` : `number(${field(path)})`
