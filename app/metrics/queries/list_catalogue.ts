import type { TenantTransaction } from '#foundation'
import { ABBREVIATIONS } from '../catalogue/abbreviations.js'
import { SYNONYMS } from '../catalogue/synonyms.js'
import type { Dimension, Metric } from '../catalogue/types.js'
import { answersDimension } from '../planning/answers_dimension.js'
import type { SourceStream } from '../reading/read_streams.js'
import { knowledgeOf } from '../remembering/knowledge.js'

/** Every metric, with whether a connected stream has rows that can answer it; with a source, whether one of its own has. */
export async function listMetrics(
  tenant: TenantTransaction,
  { source }: { source?: string } = {}
): Promise<Metric[]> {
  const { catalogue, streams: all } = await knowledgeOf(tenant)
  const streams = source === undefined ? all : all.filter((stream) => isOf(stream, source))
  const stored = new Set(
    streams
      .filter(hasRows)
      .flatMap(({ slots }) => slots.flatMap(({ metric, same }) => [metric, same]))
  )
  return catalogue.all().map(({ expression: _, ...metric }) => ({
    ...metric,
    formula: catalogue.formulaOf(metric.id),
    addsUp: catalogue.addsUp(metric.id),
    ...(ABBREVIATIONS[metric.id] && { abbreviation: ABBREVIATIONS[metric.id] }),
    ...(SYNONYMS[metric.id] && { synonyms: SYNONYMS[metric.id] }),
    available: catalogue.atomsOf(metric.id).every(({ id }) => stored.has(id)),
  }))
}

/** A stream whose imports were all undone has none. */
const hasRows = ({ firstDay }: SourceStream) => firstDay !== null

/** As a filter names sources: by what people call them or by id. */
const isOf = ({ connection, connectionId }: SourceStream, source: string) =>
  connection === source || connectionId === source

/** Every dimension, with whether the rows of a connected stream carry it. */
export async function listDimensions(tenant: TenantTransaction): Promise<Dimension[]> {
  const { streams, dimensions } = await knowledgeOf(tenant)
  return dimensions.all().map((dimension) => ({
    ...dimension,
    available: streams.some((stream) => answersDimension(stream, dimension)),
  }))
}
