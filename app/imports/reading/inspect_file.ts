import type { ColumnProfile } from '../typing/column_profile.js'
import { describeColumns } from './column_findings.js'
import { FileFault } from './faults.js'
import { describeFormat } from './findings.js'
import type { FileFormat, Finding, IgnoredField, SourceRow } from './format.js'
import { findHeader, nameColumns, type HeaderGuess } from './header_row.js'
import { arrangedNames, plainLayout, type ExcludedRow, type Layout } from './layout.js'
import { MAX_COLUMNS } from './limits.js'
import { probeFile, type Probe } from './probe.js'
import { describeRows } from './row_findings.js'
import { readSampleRows } from './sample_rows.js'
import { NAMES } from './signature.js'
import { textOf } from './survey.js'
import { surveyFile, type Surveyed } from './survey_file.js'
import { unitsBelow, unitSuffix } from './units_row.js'
import { periodColumns } from './wide_periods.js'

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
  const { rows } = await readSampleRows(path, draft)
  const header = chosen.headerRow === undefined ? headerOf(probe, rows) : given(chosen.headerRow)
  const body = rowsBelow(rows, header.headerRow)
  const format = { ...draft, headerRow: header.headerRow }
  const { layout, names, headings } = layOut({ rows, body, format, chosen })
  const is1904 = probe.is1904 === true
  const surveyed = await surveyFile({ path, format, names, headings, layout, is1904, chosen })
  const { survey, decimal, dateOrder, conventions } = surveyed
  const settled = {
    ...format,
    ...{ decimal: conventions.decimal, dateOrder: conventions.dateOrder },
    layout: surveyed.layout,
  }
  const known = { fileName, probe, format: settled, header, decimal, dateOrder, chosen }
  return {
    format: settled,
    findings: [
      ...describeFormat(known),
      ...describeRows(surveyed, { chosen, kind: probe.kind }),
      ...describeColumns(surveyed),
    ],
    columns: surveyed.columns,
    preview: previewOf(surveyed),
    excluded: surveyed.layout.excluded,
    ignored: surveyed.ignored,
    isComplete: surveyed.isComplete,
    rowsSampled: survey.rows,
  }
}

function previewOf({ survey, layout }: Surveyed): SourceRow[] {
  const excluded = new Set(layout.excluded.map(({ position }) => position))
  return survey.preview.filter(({ position }) => !excluded.has(position))
}

interface Laid {
  rows: SourceRow[]
  body: SourceRow[]
  format: FileFormat
  chosen: Partial<FileFormat>
}

/** The columns by name, and which rows right below are no data. */
function layOut({ rows, body, format, chosen }: Laid) {
  const written = namesOf(rows, format.headerRow)
  const hasNames = format.kind === 'csv' || format.kind === 'xlsx'
  const found = hasNames && format.headerRow > 0 ? unitsBelow(body.slice(0, 10)) : undefined
  const layout: Layout = {
    ...plainLayout(written.length),
    leavesHiddenOut: chosen.hiddenRows === 'leave_out',
    periods: chosen.periods === 'rows' ? periodColumns(written) : null,
    excluded: found ? [unitsExclusion(found.row)] : [],
  }
  const names = arrangedNames(written, layout)
  const headings = layout.periods
    ? names
    : names.map((name, index) => name + unitSuffix(found?.units[index]))
  return { layout, names, headings }
}

function unitsExclusion(row: SourceRow): ExcludedRow {
  const reason = 'It says what the columns are counted in.'
  return { position: row.position, kind: 'units', text: textOf(row), reason }
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
