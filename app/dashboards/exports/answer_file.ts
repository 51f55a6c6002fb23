import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import type { MetricResult } from '#metrics'
import { CSV_START, csvLine } from '#shared/csv'
import { workbookOf, type WorkbookCell } from '#shared/workbook'
import { answerTable, type AnswerTable, type Labels } from '#dashboards/exports/answer_table'

export type FileFormat = 'csv' | 'xlsx'

const TYPES: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const MOST_PLACES = 4

interface AnswerFile {
  /** Without days and ending. */
  name: string
  format: FileFormat
  result: MetricResult
  labels: Labels
}

/** Sends an answer as a file, with its days in the name. */
export async function sendAnswer({ response }: HttpContext, file: AnswerFile) {
  const { name, format, result, labels } = file
  const { from, to } = result.range
  const table = answerTable(result, labels)
  response.header('content-type', TYPES[format])
  response.header('content-disposition', `attachment; filename="${name}-${from}-${to}.${format}"`)
  return format === 'csv'
    ? response.stream(Readable.from(csvOf(table)))
    : response.send(await workbookOf(sheetsOf(table, file)))
}

function* csvOf({ headings, rows, note }: AnswerTable) {
  yield CSV_START
  yield csvLine(headings)
  for (const row of rows()) {
    yield csvLine(row)
  }
  if (note) {
    yield csvLine([note])
  }
}

function sheetsOf({ headings, decimals, rows, note }: AnswerTable, { result, labels }: AnswerFile) {
  const formatted = (row: (string | number | null)[]) =>
    row.map((cell, column): WorkbookCell => {
      const places = decimals[column]
      return typeof cell === 'number' && places !== null
        ? { value: cell, format: numberFormat(places) }
        : cell
    })
  return [
    { name: 'Data', rows: [headings, ...[...rows()].map(formatted), ...(note ? [[note]] : [])] },
    { name: 'About', rows: aboutRows(result, labels) },
  ]
}

/** Stored numbers in parts show as many decimals as they have. */
const numberFormat = (places: number) =>
  places > MOST_PLACES ? 'General' : `#,##0${places > 0 ? `.${'0'.repeat(places)}` : ''}`

/** What has to be known beside the numbers, since a file is read without the page. */
function aboutRows(result: MetricResult, { metrics }: Labels): WorkbookCell[][] {
  const { range, grain, timeZone, currency, asOf, provenance } = result
  const known = Object.entries(provenance).flatMap(([id, { completeUntil, flags }]) => {
    const label = metrics.find((metric) => metric.id === id)?.label ?? id
    return [
      [`${label}: complete until`, completeUntil ?? 'not known'],
      ...flags.map((flag) => [`${label}: note`, flag]),
    ]
  })
  return [
    ['About these numbers', ''],
    ['Period', `${range.from} to ${range.to}`],
    ['Granularity', grain],
    ['Time zone', timeZone],
    ['Currency', currency ?? 'as reported'],
    ['As known on', asOf ?? 'the moment of this export'],
    ...known,
  ]
}
