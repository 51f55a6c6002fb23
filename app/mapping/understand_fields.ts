import { Refusal } from '#foundation'
import type { Metric } from '#metrics'
import type { FieldMapping, TimeNotation } from './field_mapping.js'
import type { ChosenField, FieldUse, SampleField } from './field_uses.js'
import { fieldName } from './sample_fields.js'

export interface Surroundings {
  /** The source's name in addresses; its own metrics and dimensions begin with it. */
  source: string
  sample: { fields: SampleField[] }
  catalogue: Metric[]
  /** What the fields belong to, at the beginning of a sentence. */
  subject: string
  /** What amounts are in where no field says. */
  currency: string
  /** What the source's own metrics and dimensions are called by besides, where it has several kinds of records. */
  records?: string
  /** Records may be identified by several fields together. */
  mayCombineIds?: boolean
}

/** What a person chose, as a mapping. Throws the sentence where something is missing or said twice. */
export function understandFields(fields: ChosenField[], around: Surroundings): FieldMapping {
  const known = new Set(around.sample.fields.map(({ path }) => path))
  const strange = fields.find(({ path }) => !known.has(path))
  if (strange) {
    throw refuse(`${around.subject} has no field “${strange.path}”. Reload the page.`)
  }
  const id = around.mayCombineIds ? every(fields, 'id') : only(fields, 'id')
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
    ...{ id, name: only(fields, 'name'), version: only(fields, 'version') },
    date: dateOf(only(fields, 'date'), around.sample),
    currency: metrics.some(({ unit }) => unit === 'currency')
      ? (currency && { path: currency }) || { code: around.currency }
      : null,
    metrics,
    dimensions: fields
      .filter(({ use }) => use === 'dimension')
      .map(({ path }) => ({ path, dimension: ownIdIn(around, path) })),
  }
}

/** One stays alone, so that what identifies records does not change its form. */
function every(fields: ChosenField[], use: FieldUse): string | string[] | null {
  const found = fields.filter((field) => field.use === use).map(({ path }) => path)
  return found.length > 1 ? found : (found[0] ?? null)
}

function only(fields: ChosenField[], use: FieldUse): string | null {
  const found = fields.filter((field) => field.use === use)
  if (found.length > 1) {
    const names = found.map(({ path }) => `“${path}”`).join(' and ')
    throw refuse(`${names} are both chosen as ${use}. Choose one of them.`)
  }
  return found[0]?.path ?? null
}

function metricOf({ path, use, metric }: ChosenField, around: Surroundings) {
  const { catalogue } = around
  if (use === 'number' || use === 'money') {
    const unit = use === 'money' ? ('currency' as const) : ('number' as const)
    return [{ path, metric: ownIdIn(around, path), unit, aggregation: 'sum' as const }]
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

function dateOf(path: string | null, { fields }: Surroundings['sample']): FieldMapping['date'] {
  const field = fields.find((each) => each.path === path)
  return { path, notation: field ? notationOf(field.sample, field.kind) : 'arrival' }
}

function notationOf(sample: string, kind: SampleField['kind']): TimeNotation {
  const isDay = /^\d{8}$/.test(sample)
  if (kind !== 'number' || isDay) {
    return 'date'
  }
  return Number(sample) < MILLISECONDS ? 'unix' : 'millis'
}

const ownIdIn = ({ source, records }: Surroundings, path: string) =>
  ownId(source, records === undefined ? path : `${records} ${path}`)

/** `order.total` of `till` is `till:order_total`. */
export const ownId = (source: string, path: string) => `${source}:${fieldName(path)}`

function assertDistinct(ids: string[]) {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice) {
    throw refuse(`Two fields feed “${twice}”. One metric takes one field.`)
  }
}

const refuse = (message: string) => new Refusal({ code: 'E_FIELDS', status: 422, message })
