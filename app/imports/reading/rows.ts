import { openBytes, type Meter } from './byte_source.js'
import { DelimitedParser } from './delimited_parser.js'
import { decodeText, UNDECODABLE } from './encoding.js'
import { FileFault } from './faults.js'
import type { FileFormat, RowBatch, SourceRow } from './format.js'
import { readDocument, readJson, readJsonLines, RecordTable } from './json_rows.js'
import { WHOLE_DOCUMENT } from './json_tables.js'
import { readMarkup } from './markup_rows.js'
import { readSheet } from './sheet_rows.js'
import { openWorkbook } from './workbook.js'

/** Every row of a file as text, in pieces of the size the file is read in. */
export async function* readRows(path: string, format: FileFormat): AsyncGenerator<RowBatch> {
  if (format.kind === 'xlsx') {
    yield* readWorkbookRows(path, format)
    return
  }
  const meter: Meter = { bytesRead: 0 }
  const seen = { isBroken: false }
  const bytes = openBytes(path, format.isGzip, meter)
  const text = watched(decodeText(bytes, format.encoding), seen)
  const table = new RecordTable(format.decimal)
  for await (const found of rowsOf(text, format, table)) {
    const rows = seen.isBroken ? markUndecodable(found, format.encoding) : found
    yield { rows, bytesRead: meter.bytesRead, ignored: table.ignored }
  }
}

/** Most files hold no broken byte, so their cells need no look. */
async function* watched(text: AsyncIterable<string>, seen: { isBroken: boolean }) {
  for await (const piece of text) {
    seen.isBroken ||= piece.includes(UNDECODABLE)
    yield piece
  }
}

function rowsOf(
  text: AsyncIterable<string>,
  format: FileFormat,
  table: RecordTable
): AsyncGenerator<SourceRow[]> {
  if (format.kind === 'html') {
    return readMarkup(text)
  }
  if (format.kind === 'json') {
    return format.recordsPath === WHOLE_DOCUMENT
      ? readDocument(text, table)
      : readJson(text, format.recordsPath ?? '', table)
  }
  return format.kind === 'ndjson' ? readJsonLines(text, table) : readDelimited(text, format)
}

async function* readDelimited(text: AsyncIterable<string>, format: FileFormat) {
  const parser = new DelimitedParser(format)
  for await (const piece of text) {
    yield parser.push(piece.includes('\0') ? piece.replaceAll('\0', '\ufffd') : piece)
  }
  yield parser.end()
}

/** A value with bytes that could not be decoded must not pass as real. */
function markUndecodable(rows: SourceRow[], encoding: string): SourceRow[] {
  for (const row of rows) {
    if (!row.fault && row.cells.some((cell) => cell.includes(UNDECODABLE))) {
      row.cells = row.cells.map((cell) => cell.replaceAll(UNDECODABLE, '\ufffd'))
      row.fault = {
        code: 'E_ENCODING',
        reason: `The row holds bytes that are not ${encoding}. Choose another encoding for the file, or repair the value.`,
      }
    }
  }
  return rows
}

async function* readWorkbookRows(
  path: string,
  { sheet: sheetName, decimal }: FileFormat
): AsyncGenerator<RowBatch> {
  const workbook = await openWorkbook(path)
  try {
    const sheet = sheetName
      ? workbook.sheets.find((candidate) => candidate.name === sheetName)
      : (workbook.sheets.find((candidate) => !candidate.isHidden) ?? workbook.sheets[0])
    if (!sheet) {
      const names = workbook.sheets.map((candidate) => `“${candidate.name}”`).join(', ')
      throw new FileFault(
        'E_NO_SHEET',
        `The workbook has no sheet “${sheetName}”. It has: ${names}.`
      )
    }
    let bytesRead = 0
    for await (const { rows, bytes } of readSheet(workbook, sheet, decimal)) {
      bytesRead += bytes
      yield { rows, bytesRead }
    }
  } finally {
    workbook.archive.close()
  }
}
