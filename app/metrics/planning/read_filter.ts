import { Refusal } from '#foundation'
import type { DimensionDefinition } from '../catalogue/dimensions.js'
import { foldedText } from '../reading/folded_text.js'
import type { MetricFilter } from '../types.js'

const VALUELESS = new Set(['is_empty', 'is_not_empty'])

export function readFilter(filter: MetricFilter, resolve: (id: string) => DimensionDefinition) {
  const dimension = resolve(filter.dimension)
  const isComplete = VALUELESS.has(filter.operator) || (filter.values?.length ?? 0) > 0
  const message = `The filter on ${dimension.label.toLowerCase()} has no value to compare with. Give it one.`
  if (!isComplete) {
    throw new Refusal({ code: 'E_FILTER_INCOMPLETE', status: 422, message })
  }
  return { dimension, filter: withCodes(filter, dimension) }
}

const WHOLE_VALUES = new Set(['in', 'not_in', 'equals', 'not_equals'])

/** People name what they read, such as "Display"; rows hold the vendor's codes, and any of them is meant. */
function withCodes(filter: MetricFilter, { values: labels }: DimensionDefinition): MetricFilter {
  if (!labels || !WHOLE_VALUES.has(filter.operator)) {
    return filter
  }
  const given = filter.values!.map(foldedText)
  const codes = Object.entries(labels).flatMap(([code, label]) =>
    given.includes(foldedText(label)) ? [code] : []
  )
  return { ...filter, values: [...new Set([...filter.values!, ...codes])] }
}
