import { Refusal } from '#foundation'
import type { FactMapping, PluginMetric } from '#kit'
import { canonicalMetric } from '#shared/canonical_metrics'
import { fieldName } from '#mapping'
import { EACH_RECORD, type DesignField, type DesignStream, type FieldUse } from '../design.js'
import { dateOf, field, numberOf, quoted, together } from './expressions.js'

/** What surrounds a stream: the plugin it belongs to, and the zone whose days its moments are in. */
export interface StreamPlace {
  pluginId: string
  timeZone: string
}

export type OwnMetrics = Record<string, PluginMetric>

const IS_NUMBER: FieldUse[] = ['number', 'money', 'metric']

/** What a person calls the numbers of a stream that have no name in the catalogue. */
export function ownMetricsOf({ fields, name }: DesignStream): OwnMetrics {
  const isDated = fields.some(({ use }) => use === 'date')
  const own = fields.filter(({ use }) => use === 'number' || use === 'money')
  return Object.fromEntries(
    own.map(({ path, use }) => [
      ownName(name, path),
      {
        // A number without a day is the state of things on the day it is read.
        aggregation: isDated ? ('sum' as const) : ('last' as const),
        unit: use === 'money' ? ('currency' as const) : ('count' as const),
        label: labelOf(path),
      },
    ])
  )
}

/** The name of a field's own metric, which no other stream of the source has. */
export const ownName = (stream: string, path: string) => `${stream}_${fieldName(path)}`

export function labelOf(path: string): string {
  const words = path === EACH_RECORD ? 'records' : fieldName(path).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How a record becomes numbers. Throws the sentence where something is missing or chosen twice. */
export function factsOf(stream: DesignStream, place: StreamPlace): FactMapping {
  const { fields } = stream
  const keys = pathsOf(fields, 'key')
  const date = only(fields, 'date')
  const metrics = metricsOf(stream, place)
  const currency = currencyOf(stream)
  if (keys.length === 0) {
    throw refuse(
      'Choose the field that identifies a record: without it, a repeated one counts twice.'
    )
  }
  if (Object.keys(metrics).length === 0) {
    throw refuse('Choose at least one field as a number, an amount or a metric.')
  }
  const dimensions = pathsOf(fields, 'dimension').map((path) => [
    `${place.pluginId}:${fieldName(path)}`,
    field(path),
  ])
  return {
    mode: modeOf(keys, date),
    ...(date ? { date: dateOf(date, place.timeZone), timeZone: quoted(place.timeZone) } : {}),
    ...(currency ? { currency } : {}),
    entity: entityOf(stream, keys, date),
    ...(dimensions.length > 0 ? { dimensions: Object.fromEntries(dimensions) } : {}),
    metrics,
  }
}

const pathsOf = (fields: DesignField[], use: FieldUse) =>
  fields.filter((each) => each.use === use).map(({ path }) => path)

function only(fields: DesignField[], use: FieldUse): DesignField | undefined {
  const found = fields.filter((each) => each.use === use)
  if (found.length > 1) {
    const names = found.map(({ path }) => `“${path}”`).join(' and ')
    throw refuse(`${names} are both chosen as ${use}. Choose one of them.`)
  }
  return found[0]
}

/** A day that is part of the key is a row of that day; else the record moves with its day. */
function modeOf(keys: string[], date: DesignField | undefined): FactMapping['mode'] {
  if (!date) {
    return 'snapshot'
  }
  return keys.includes(date.path) ? 'daily' : 'event'
}

/** What the numbers belong to: the key without its day. */
function entityOf({ title, fields }: DesignStream, keys: string[], date?: DesignField) {
  const owners = keys.filter((path) => path !== date?.path)
  if (owners.length === 0) {
    return { kind: 'record', id: quoted('all'), name: quoted(title) }
  }
  const name = only(fields, 'name')
  const id = together(owners)
  return { kind: 'record', id, name: name ? `coalesce(${field(name.path)}, ${id})` : id }
}

function currencyOf(stream: DesignStream): string | undefined {
  const chosen = only(stream.fields, 'currency')
  if (chosen) {
    return `upper(${field(chosen.path)})`
  }
  return stream.currency ? quoted(stream.currency) : undefined
}

function metricsOf(stream: DesignStream, { pluginId }: StreamPlace): Record<string, string> {
  const numbers = stream.fields.filter(({ use }) => IS_NUMBER.includes(use))
  const entries = numbers.map((chosen) => {
    const id = metricIn(chosen, `${pluginId}:${ownName(stream.name, chosen.path)}`)
    return [id, valueOf(chosen, id, stream)] as const
  })
  const twice = entries.find(([id], index) => entries.findIndex(([other]) => other === id) < index)
  if (twice) {
    throw refuse(`Two fields fill “${twice[0]}”. One metric takes one field.`)
  }
  return Object.fromEntries(entries)
}

const metricIn = ({ use, metric = '' }: DesignField, own: string) =>
  use === 'metric' ? metric : own

function valueOf(chosen: DesignField, metric: string, stream: DesignStream): string {
  const isMoney = chosen.use === 'money' || canonicalMetric(metric)?.unit === 'currency'
  const currency = isMoney ? currencyOf(stream) : null
  if (currency === undefined) {
    throw refuse(
      `“${chosen.path}” is an amount. Choose the field with its currency, or the currency of all amounts.`
    )
  }
  const isSent = stream.always?.includes(chosen.path) ?? false
  return numberOf(chosen, { currency, isSent })
}

export const refuse = (message: string) => new Refusal({ code: 'E_DESIGN', status: 422, message })
