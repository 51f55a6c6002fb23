import { isCoarser, type Period } from '#shared/periods'
import type { DimensionDefinition } from '../catalogue/dimensions.js'
import type { SourceStream } from '../reading/read_streams.js'

/** A file may say by row what connected sources say as a whole or by their entities: its channel, its campaign. */
export function isWrittenByRow(stream: SourceStream, { id, kind }: DimensionDefinition): boolean {
  return id in stream.breakdowns && kind !== 'row'
}

/** Whether rows of the stream can carry a value of the dimension. */
export function answersDimension(stream: SourceStream, dimension: DimensionDefinition): boolean {
  if (isWrittenByRow(stream, dimension)) {
    return true
  }
  switch (dimension.kind) {
    case 'entity':
      return stream.entityKinds.includes(dimension.id)
    case 'breakdown':
      return false
    default:
      return !isCoarser(stream.period, TOLD_BY[dimension.id] ?? 'year')
  }
}

/** The coarsest period whose rows still tell a part of the calendar: a month has no day of the week. */
const TOLD_BY: Record<string, Period> = { day_of_week: 'day', month_of_year: 'month' }
