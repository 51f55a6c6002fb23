import { Refusal } from '#foundation'
import type { Metric } from '#metrics'
import type { DeliveryMapping, TimeNotation } from './delivery_mapping.js'
import type { ChosenField, FieldUse, Sample } from './field_uses.js'

export interface Choice {
  records: string
  fields: ChosenField[]
}

export interface Surroundings {
  /** The source's name in addresses; its own metrics and dimensions begin with it. */
  source: string
  sample: Sample
  catalogue: Metric[]
  /** What amounts are in where no field says. */
  currency: string
}

/** What a person chose, as a mapping. Throws the sentence where something is missing or said twice. */
export function understandFields(choice: Choice, around: Surroundings): DeliveryMapping {
  const { fields } = choice
  const known = new Set(around.sample.fields.map(({ path }) => path))
  const strange = fields.find(({ path }) => !known.has(path))
  if (strange) {
    throw refuse(`The latest delivery has no field “${strange.path}”. Reload the page.`)
  }
  const id = only(fields, 'id')
  const metrics = fields.flatMap((field) => metricOf(field, around))
  if (!id) {
    throw refuse(
      'Choose the field that identifies a record: without it, a repeated one counts twice.'
    )
  }
  if (metrics.length === 0) {
    throw refuse('Choose at least one field as a number, an amount or a metric.')
  }
  assertDistinct(metrics.map(({ metric }) => metric))
  const currency = only(fields, 'currency')
  return {
    ...{
      records: choice.records,
      id,
      name: only(fields, 'name'),
      version: only(fields, 'version'),
    },
    date: dateOf(only(fields, 'date'), around.sample),
    currency: metrics.some(({ unit }) => unit === 'currency')
      ? (currency && { path: currency }) || { code: around.currency }
      : null,
    metrics,
    dimensions: fields
      .filter(({ use }) => use === 'dimension')
      .map(({ path }) => ({ path, dimension: ownId(around.source, path) })),
  }
}

function only(fields: ChosenField[], use: FieldUse): string | null {
  const found = fields.filter((field) => field.use === use)
  if (found.length > 1) {
    const names = found.map(({ path }) => `“${path}”`).join(' and ')
    throw refuse(`${names} are both chosen as ${use}. Choose one of them.`)
  }
  return found[0]?.path ?? null
}

function metricOf({ path, use, metric }: ChosenField, { source, catalogue }: Surroundings) {
  if (use === 'number' || use === 'money') {
    const unit = use === 'money' ? ('currency' as const) : ('number' as const)
    return [{ path, metric: ownId(source, path), unit, aggregation: 'sum' as const }]
  }
  if (use !== 'metric') {
    return []
  }
  const found = targetsIn(catalogue).find(({ id }) => id === metric)
  if (!found) {
    throw refuse(`There is no metric “${metric ?? ''}” that a field can feed. Choose another.`)
  }
  return [{ path, metric: found.id, unit: found.unit, aggregation: 'sum' as const }]
}

/** Metrics that a field can feed: numbers that add up and belong to no other source. */
export const targetsIn = (catalogue: Metric[]) =>
  catalogue.filter(
    ({ id, kind, formula, connectionId }) => kind === 'additive' && formula === id && !connectionId
  )

const MILLISECONDS = 100_000_000_000

function dateOf(path: string | null, { fields }: Sample): DeliveryMapping['date'] {
  const field = fields.find((each) => each.path === path)
  return { path, notation: field ? notationOf(field.sample, field.kind) : 'arrival' }
}

function notationOf(sample: string, kind: Sample['fields'][number]['kind']): TimeNotation {
  const isDay = /^\d{8}$/.test(sample)
  if (kind !== 'number' || isDay) {
    return 'date'
  }
  return Number(sample) < MILLISECONDS ? 'unix' : 'millis'
}

/** `order.total` of `till` is `till:order_total`. */
export const ownId = (source: string, path: string) =>
  `${source}:${
    path
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_|_$/g, '') || 'field'
  }`

function assertDistinct(ids: string[]) {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice) {
    throw refuse(`Two fields feed “${twice}”. One metric takes one field.`)
  }
}

const refuse = (message: string) => new Refusal({ code: 'E_FIELDS', status: 422, message })
