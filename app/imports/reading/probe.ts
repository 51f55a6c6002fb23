import { readFile, stat } from 'node:fs/promises'
import { Archive } from './archive.js'
import { openBytes, readHead, readSample } from './byte_source.js'
import { detectDialect, type DialectGuess } from './delimited_dialect.js'
import { detectEncoding, type EncodingGuess } from './encoding.js'
import { FileFault } from './faults.js'
import type { FileFormat, FileKind } from './format.js'
import { findRecordPaths } from './json_rows.js'
import { MOST_DOCUMENT_BYTES, recordsIn, WHOLE_DOCUMENT } from './json_tables.js'
import { MAX_FILE_BYTES, SAMPLE_BYTES } from './limits.js'
import { isTable } from './markup_rows.js'
import { recognise, refuseOle } from './signature.js'
import { openWorkbook, type Sheet } from './workbook.js'

/** What the bytes alone say, before any row is looked at. */
export interface Probe {
  kind: FileKind
  isGzip: boolean
  encoding?: EncodingGuess
  dialect?: DialectGuess
  sheets?: Sheet[]
  /** The workbook counts its days from 1904. */
  is1904?: boolean
  paths?: { path: string; count: number }[]
}

/** Recognises the format by content; what the person chose already is taken as given. */
export async function probeFile(path: string, chosen: Partial<FileFormat>): Promise<Probe> {
  const { size } = await stat(path)
  if (size > MAX_FILE_BYTES) {
    throw new FileFault(
      'E_FILE_TOO_LARGE',
      'The file is larger than 1 GB. Split it, or compress it with gzip, and upload the parts one after the other.'
    )
  }
  const container = recognise(await readHead(path, 16))
  if (container === 'ole') {
    refuseOle(await readFile(path))
  }
  if (container === 'zip') {
    if (await holdsOneFile(path)) {
      return probeText(path, true, chosen)
    }
    const workbook = await openWorkbook(path)
    workbook.archive.close()
    return { kind: 'xlsx', isGzip: false, sheets: workbook.sheets, is1904: workbook.is1904 }
  }
  return probeText(path, container === 'gzip', chosen)
}

/** A ZIP archive with one file in it is that file, compressed. */
async function holdsOneFile(path: string): Promise<boolean> {
  const archive = await Archive.open(path)
  archive.close()
  return archive.only !== null
}

async function probeText(
  path: string,
  isGzip: boolean,
  chosen: Partial<FileFormat>
): Promise<Probe> {
  const bytes = await readSample(path, isGzip, SAMPLE_BYTES)
  if (bytes.length === 0) {
    throw new FileFault('E_FILE_EMPTY', 'The compressed file is empty. Export the table again.')
  }
  if (isGzip) {
    refuseInner(bytes)
    await verifyGzip(path)
  }
  const detected = detectEncoding(bytes)
  const encoding = chosen.encoding ? { ...detected, encoding: chosen.encoding } : detected
  const sample = new TextDecoder(encoding.encoding).decode(bytes, { stream: true })
  if (sample.trim() === '') {
    throw new FileFault('E_FILE_EMPTY', 'The file is blank. Export it again.')
  }
  const kind = chosen.kind ?? textKind(sample)
  if (kind === 'json') {
    const whole = await wholeDocument(path, isGzip, encoding.encoding)
    return { kind, isGzip, encoding, paths: recordPaths(sample, whole) }
  }
  const dialect = kind === 'csv' ? detectDialect(sample) : undefined
  return { kind, isGzip, encoding, dialect }
}

/** A workbook or another archive inside gzip is one layer too many. */
function refuseInner(bytes: Buffer) {
  if (recognise(bytes.subarray(0, 16)) !== 'text') {
    throw new FileFault(
      'E_FILE_UNSUPPORTED',
      'This archive holds another archive or a workbook. Unpack it and upload what is inside.'
    )
  }
}

/** Reads a compressed file to its end, so that a cut or damaged one is known before anything lands. */
async function verifyGzip(path: string): Promise<number> {
  let unpackedBytes = 0
  for await (const chunk of openBytes(path, true, { bytesRead: 0 })) {
    unpackedBytes += chunk.length
  }
  return unpackedBytes
}

function assertNoMarkup(sample: string) {
  if (/^\s*<(?:!doctype|html|head|body|table|\?xml)/i.test(sample)) {
    throw new FileFault(
      'E_FILE_UNSUPPORTED',
      'This is a web page or XML document without a table. Where a tool calls it .xls, open it in a spreadsheet and save it as .xlsx or CSV.'
    )
  }
}

function textKind(sample: string): FileKind {
  if (isTable(sample)) {
    return 'html'
  }
  assertNoMarkup(sample)
  const text = sample.trimStart()
  if (text.startsWith('{')) {
    return isJsonLine(text) ? 'ndjson' : 'json'
  }
  return /^\[\s*(?:[{\]]|$|\[\s*(?:["\d\-[\]{tfn]|$))/.test(text) ? 'json' : 'csv'
}

function isJsonLine(text: string): boolean {
  const end = text.search(/[\r\n]/)
  if (end === -1) {
    return false
  }
  try {
    JSON.parse(text.slice(0, end))
    return text.slice(end).trimStart().startsWith('{')
  } catch {
    return false
  }
}

/** How many rows a small document is put together to; 0 where it is a list of records anyway, or too large to be held. */
async function wholeDocument(path: string, isGzip: boolean, encoding: string): Promise<number> {
  const bytes = await readSample(path, isGzip, MOST_DOCUMENT_BYTES)
  if (bytes.length >= MOST_DOCUMENT_BYTES) {
    return 0
  }
  try {
    const document: unknown = JSON.parse(new TextDecoder(encoding).decode(bytes))
    return recordsIn(document)?.length ?? 0
  } catch {
    // What is wrong with it is said where its records are read.
    return 0
  }
}

function recordPaths(sample: string, whole: number) {
  const paths = findRecordPaths(sample)
  if (whole > 0) {
    return [{ path: WHOLE_DOCUMENT, count: whole }, ...paths]
  }
  if (paths.length === 0 && /^\s*\[\s*\[/.test(sample)) {
    throw new FileFault(
      'E_NO_RECORDS',
      'The JSON document is a list of lists, so its values have no names. Write each row as an object, like [{"day": "2026-01-01", "clicks": 3}, …], or save the table as CSV.'
    )
  }
  if (paths.length === 0) {
    throw new FileFault(
      'E_NO_RECORDS',
      'The JSON document has no list of objects, so there are no rows in it. It must look like [{"day": "2026-01-01", "clicks": 3}, …], at the top or under a name.'
    )
  }
  return paths
}
