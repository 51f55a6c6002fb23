import { detectDateOrder, detectDecimal } from '../typing/conventions.js'
import { profileColumn, type ColumnProfile } from '../typing/column_profile.js'
import { settleIdentifiers } from '../typing/settle_identifiers.js'
import { describeColumns } from './column_findings.js'
import { FileFault } from './faults.js'
import { describeFormat } from './findings.js'
import type { FileFormat, Finding, SourceRow } from './format.js'
import { findHeader, nameColumns, type HeaderGuess } from './header_row.js'
import { MAX_COLUMNS } from './limits.js'
import { probeFile, type Probe } from './probe.js'
import { readSampleRows } from './sample_rows.js'
import { NAMES } from './signature.js'

/** Everything the wizard shows about a file before anything is imported. */
export interface Inspection {
  format: FileFormat
  findings: Finding[]
  columns: ColumnProfile[]
  /** First rows below the header, as text. */
  preview: SourceRow[]
  /** True where the sample is the whole file. */
  isComplete: boolean
  rowsSampled: number
}

const PREVIEW_ROWS = 25

/** Reads the beginning of a file and says what it is. `chosen` holds the person's corrections. */
export async function inspectFile(
  path: string,
  fileName: string,
  chosen: Partial<FileFormat> = {}
): Promise<Inspection> {
  const found = await look(path, fileName, chosen)
  const { kind, decimal } = found.format
  const isAsRead = kind === 'csv' || chosen.decimal !== undefined || decimal === '.'
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
  const { rows, isComplete } = await readSampleRows(path, draft)
  const header = chosen.headerRow === undefined ? headerOf(probe, rows) : given(chosen.headerRow)
  const body = rowsBelow(rows, header.headerRow)
  const names = namesOf(rows, header.headerRow)
  const columns = names.map((name, index) => ({
    name,
    index,
    cells: body.map((row) => row.cells[index] ?? ''),
  }))
  const cells = columns.map((column) => column.cells)
  const decimal = detectDecimal(cells, probe.kind === 'csv' ? draft.delimiter : ',')
  const dateOrder = detectDateOrder(cells)
  const format = {
    ...draft,
    headerRow: header.headerRow,
    decimal: chosen.decimal ?? decimal.value,
    dateOrder: chosen.dateOrder ?? dateOrder.value,
  }
  const profiles = settleIdentifiers(columns.map((column) => profileColumn(column, format)))
  return {
    format,
    findings: [
      ...describeFormat({ fileName, probe, format, header, decimal, dateOrder }),
      ...describeColumns(profiles),
    ],
    columns: profiles,
    preview: body.slice(0, PREVIEW_ROWS),
    isComplete,
    rowsSampled: body.length,
  }
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

function namesOf(rows: SourceRow[], headerRow: number): string[] {
  const header = rows.find((row) => row.position === headerRow)?.cells ?? []
  const width = header.length || rows.reduce((most, row) => Math.max(most, row.cells.length), 0)
  if (width > MAX_COLUMNS) {
    throw new FileFault(
      'E_TOO_MANY_COLUMNS',
      `The file has ${width} columns; at most ${MAX_COLUMNS} can be imported. Remove the ones you do not need, or check the separator.`
    )
  }
  return nameColumns(header, width)
}
