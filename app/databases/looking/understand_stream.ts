import { Refusal } from '#foundation'
import { mappedStream, understandFields, type FieldMapping, type SampleField } from '#mapping'
import type { Column, DatabaseStream, StreamChoice } from '../stored_stream.js'

type Around = Pick<Parameters<typeof understandFields>[1], 'source' | 'catalogue' | 'currency'>

export interface Understanding {
  choice: StreamChoice
  /** Name of the stream in places that people do not see. */
  name: string
  /** As the database has them now. */
  columns: Column[]
  around: Around
}

/** What a person chose, as something that can be read. Throws the sentence where something is missing or cannot be. */
export function understandStream({ choice, name, columns, around }: Understanding) {
  const fields = columns.map(sampleFieldOf)
  const subject = 'This table'
  const asked = { ...around, sample: { fields }, subject, records: name, mayCombineIds: true }
  const mapping = understandFields(choice.fields, asked)
  const date = dateOf(mapping, columns)
  const { stream, slots } = mappedStream(mapping)
  const used = new Set(choice.fields.map(({ path }) => path))
  const understood: DatabaseStream = {
    ...{ name, title: choice.title, from: choice.from, date, slots },
    columns: columns.filter((column) => used.has(column.name)),
    key: [mapping.id].flat(),
    cursor: cursorOf(mapping, columns),
    currency: mapping.currency,
    metrics: Object.fromEntries(mapping.metrics.map(({ metric, path }) => [metric, path])),
    mapping: stream,
  }
  return { stream: understood, mapping }
}

const NUMBERS = new Set<Column['kind']>(['whole', 'decimal', 'float'])
const TIMES = new Set<Column['kind']>(['day', 'local', 'instant'])

/** The database says what a column holds, so nothing is guessed from a value. */
const sampleFieldOf = ({ name, kind }: Column): SampleField => ({
  path: name,
  sample: '',
  kind: NUMBERS.has(kind) ? 'number' : 'text',
})

function dateOf({ date }: FieldMapping, columns: Column[]): string {
  const column = columns.find(({ name }) => name === date.path)
  if (!column) {
    throw refuse('Choose the column with the date: numbers are shown by the day they belong to.')
  }
  if (!TIMES.has(column.kind)) {
    throw refuse(
      `“${column.name}” holds no date or time. Choose another column, or convert it in a query.`
    )
  }
  return column.name
}

function cursorOf({ version }: FieldMapping, columns: Column[]): DatabaseStream['cursor'] {
  const column = columns.find(({ name }) => name === version)
  if (!column) {
    return null
  }
  if (column.kind === 'whole') {
    return { column: column.name, kind: 'rising' }
  }
  if (!TIMES.has(column.kind)) {
    throw refuse(
      `“${column.name}” cannot be a cursor. Choose the time of the last change or a rising whole number, or none to read everything each time.`
    )
  }
  return { column: column.name, kind: 'changed' }
}

export const refuse = (message: string) => new Refusal({ code: 'E_TABLE', status: 422, message })
