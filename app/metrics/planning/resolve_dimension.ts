import { Refusal } from '#foundation'
import type { DimensionCatalogue } from '../catalogue/dimension_catalogue.js'
import type { DimensionDefinition } from '../catalogue/dimensions.js'
import { columnOf } from '../catalogue/source_ids.js'
import type { SourceStream } from '../reading/read_streams.js'
import { answersDimension } from './answers_dimension.js'

interface Meaning {
  dimensions: DimensionCatalogue
  /** The streams that answer the asked metrics. */
  answering: SourceStream[]
}

/**
 * The dimension that an asked id means. A column of an imported file may be asked by its bare name: also where a
 * canonical dimension has that name, as long as no stream behind the asked metrics carries the canonical one.
 */
export function resolveDimension(id: string, meaning: Meaning): DimensionDefinition {
  const { dimensions, answering } = meaning
  const isCarried = (dimension: DimensionDefinition) =>
    answering.some((stream) => answersDimension(stream, dimension))
  const exact = dimensions.find(id)
  if (exact && isCarried(exact)) {
    return exact
  }
  const sameColumn = dimensions.all().filter((dimension) => columnOf(dimension.id) === id)
  const carried = sameColumn.filter(isCarried)
  const candidates = exact || carried.length > 0 ? carried : sameColumn
  if (candidates.length > 1) {
    throw refuseAmbiguous(id, candidates)
  }
  return candidates[0] ?? dimensions.get(id)
}

function refuseAmbiguous(id: string, candidates: DimensionDefinition[]) {
  const names = candidates.map((dimension) => dimension.id).sort()
  return new Refusal({
    code: 'E_DIMENSION_AMBIGUOUS',
    status: 422,
    message: `"${id}" can mean ${names.map((name) => `"${name}"`).join(' or ')}. Ask for one of them by its whole name.`,
    detail: { dimension: id, candidates: names },
  })
}
