import type { ColumnProfile } from '../typing/column_profile.js'
import { describeColumns } from './column_findings.js'
import { withCountedDays } from './counted_days.js'
import { describeDays } from './day_findings.js'
import { FileFault } from './faults.js'
import { currencyAround, describeCurrencyAbove, type FileCurrency } from './file_currency.js'
import { periodAbove, type FilePeriod } from './file_period.js'
import { describeFormat } from './findings.js'
import type { FileFormat, Finding, IgnoredField, SourceRow } from './format.js'
import { findHeader, type HeaderGuess } from './header_row.js'
import { layOut } from './lay_out.js'
import type { ExcludedRow } from './layout.js'
import { probeFile, type Probe } from './probe.js'
import { describeRows } from './row_findings.js'
import { readSampleRows } from './sample_rows.js'
import { NAMES } from './signature.js'
import { surveyFile, type Surveyed } from './survey_file.js'

/** Everything the wizard shows about a file before anything is imported. */
export interface Inspection {
  format: FileFormat
  findings: Finding[]
  columns: ColumnProfile[]
  /** First rows below the header, as text. */
  preview: SourceRow[]
  /** Rows that hold no data: totals, units, names, remarks. */
  excluded: ExcludedRow[]
  /** Fields of records that no column was made for. */
  ignored: IgnoredField[]
  /** Time that the rows above the names say the file covers. */
  period?: FilePeriod | null
  /** Currency that the rows above the names say the amounts are in. */
  currency?: FileCurrency | null
  /** True where the whole file was read. */
  isComplete: boolean
  rowsSampled: number
}

/** Reads a file and says what it is. `chosen` holds the person's corrections. */
export async function inspectFile(
  path: string,
  fileName: string,
  chosen: Partial<FileFormat> = {}
): Promise<Inspection> {
  const found = await look(path, fileName, chosen)
  const { kind, decimal } = found.format
  const isAsRead =
    kind === 'csv' || kind === 'html' || chosen.decimal !== undefined || decimal === '.'
  // Cells that are numbers already were written with a point, before the texts beside them were known.
  return isAsRead ? found : look(path, fileName, { ...chosen, decimal })
}

async function look(
  path: string,
  fileName: string,
  chosen: Partial<FileFormat>
): Promise<Inspection> {
  const probe = withSheets(await probeFile(path, chosen), chosen)
  const draft = draftFormat(probe, chosen)
  const { rows } = await readSampleRows(path, draft)
  const header = chosen.headerRow === undefined ? headerOf(probe, rows) : given(chosen.headerRow)
  const body = rowsBelow(rows, header.headerRow)
  const format = { ...draft, headerRow: header.headerRow }
  const { layout, names, headings } = layOut({ rows, body, format, chosen })
  const is1904 = probe.is1904 === true
  const read = await surveyFile({ path, format, names, headings, layout, is1904, chosen })
  const stated = statedAround(rows, format, read)
  const surveyed = withCountedDays(read, stated.period)
  const { survey, decimal, dateOrder, conventions } = surveyed
  const { decimal: mark, dateOrder: order } = conventions
  const settled = { ...format, decimal: mark, dateOrder: order, layout: surveyed.layout }
  const known = { fileName, probe, format: settled, header, decimal, dateOrder, chosen }
  return {
    format: settled,
    findings: [
      ...describeFormat(known),
      ...describeRows(surveyed, { chosen, kind: probe.kind }),
      ...describeDays(surveyed, { period: stated.period, chosen }),
      ...describeCurrencyAbove(stated.currency),
      ...describeColumns(surveyed),
    ],
    columns: surveyed.columns,
    preview: previewOf(surveyed),
    excluded: surveyed.layout.excluded,
    ignored: surveyed.ignored,
    ...stated,
    isComplete: surveyed.isComplete,
    rowsSampled: survey.rows,
  }
}

/** What the rows above the names, and remarks below, say about all rows between them. */
function statedAround(
  rows: SourceRow[],
  { headerRow }: FileFormat,
  { layout: { excluded }, conventions: { dateOrder } }: Surveyed
) {
  const above = rows.filter(({ position }) => position < headerRow)
  const notes = excluded
    .filter(({ kind }) => kind === 'note')
    .map(({ position, text }) => ({ position, cells: text.split(' · ') }))
  return { period: periodAbove(above, dateOrder), currency: currencyAround([...above, ...notes]) }
}

function previewOf({ survey, layout }: Surveyed): SourceRow[] {
  const excluded = new Set(layout.excluded.map(({ position }) => position))
  return survey.preview.filter(({ position }) => !excluded.has(position))
}

/** Somebody who names a sheet means a workbook: what would be read instead is not what they asked for. */
function withSheets(probe: Probe, { sheet }: Partial<FileFormat>): Probe {
  const { kind, sheets } = probe
  if (sheet && !sheets) {
    throw new FileFault(
      'E_NO_SHEETS',
      `This file has no sheets, because it is ${NAMES[kind]}, so there is no “${sheet}” to read. Leave the sheet out, or hand over the workbook.`
    )
  }
  return probe
}

const UNDETECTED: FileFormat = {
  kind: 'csv',
  isGzip: false,
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  sheet: null,
  recordsPath: null,
  headerRow: 1,
  decimal: '.',
  dateOrder: 'dmy',
}

function draftFormat(probe: Probe, chosen: Partial<FileFormat>): FileFormat {
  const { kind, isGzip, encoding, dialect, sheets, paths } = probe
  const visible = sheets && (sheets.find((sheet) => !sheet.isHidden) ?? sheets[0])
  return {
    ...UNDETECTED,
    ...(encoding && { encoding: encoding.encoding }),
    ...(dialect && { delimiter: dialect.delimiter, quote: dialect.quote }),
    ...(visible && { sheet: visible.name }),
    ...(paths && { recordsPath: paths[0].path }),
    ...chosen,
    kind,
    isGzip,
  }
}

function headerOf(probe: Probe, rows: SourceRow[]): HeaderGuess {
  const isNamed = probe.kind === 'json' || probe.kind === 'ndjson'
  return isNamed
    ? { headerRow: 1, evidence: 'Every record names its values.', isCertain: true }
    : findHeader(rows)
}

function given(headerRow: number): HeaderGuess {
  return { headerRow, evidence: 'You chose it.', isCertain: true }
}

function rowsBelow(rows: SourceRow[], headerRow: number): SourceRow[] {
  const body = rows.filter((row) => row.position > headerRow)
  if (body.length === 0) {
    throw new FileFault(
      'E_NO_ROWS',
      'The file has column names but no rows below them. Export it again with its rows, or check the header row.'
    )
  }
  return body
}
