import { FileFault } from './faults.js'
import type { FileFormat, IgnoredField, SourceRow } from './format.js'
import { IgnoredFields } from './ignored_fields.js'
import { JsonScanner } from './json_scanner.js'
import { holdsDay, recordsIn } from './json_tables.js'

const COLUMN_SEARCH_RECORDS = 1_000
const RECORDS_LOOKED_AT = 20

/** Flattens records to rows under the columns that the first thousand of them use. */
export class RecordTable {
  private readonly unknown = new IgnoredFields()
  private columns: string[] | undefined
  private waiting: { position: number; record: Record<string, string> }[] = []
  private position = 1

  /** Numbers of JSON have a point; they are written with the mark that the texts of the file have. */
  constructor(private readonly decimal: FileFormat['decimal'] = '.') {}

  /** The first row that comes out holds the column names, as in a delimited file. */
  add(text: string): SourceRow[] {
    this.position++
    const { position } = this
    const record = parseRecord(text, this.decimal)
    if (!record) {
      return [{ position, cells: [text], fault: notARecord() }]
    }
    if (this.columns) {
      return [this.toRow(position, record)]
    }
    this.waiting.push({ position, record })
    return this.waiting.length >= COLUMN_SEARCH_RECORDS ? this.flush() : []
  }

  flush(): SourceRow[] {
    if (this.columns) {
      return []
    }
    const names = new Set<string>()
    this.waiting.forEach(({ record }) => Object.keys(record).forEach((name) => names.add(name)))
    this.columns = [...names]
    const rows = this.waiting.map(({ position, record }) => this.toRow(position, record))
    this.waiting = []
    return [{ position: 1, cells: this.columns }, ...rows]
  }

  /** Fields that only later records have, with how often their values were left out. */
  get ignored(): IgnoredField[] {
    return this.unknown.list
  }

  private toRow(position: number, record: Record<string, string>): SourceRow {
    this.unknown.note(position, record, this.columns!)
    return { position, cells: this.columns!.map((name) => record[name] ?? '') }
  }
}

function notARecord() {
  return {
    code: 'E_NOT_A_RECORD',
    reason:
      'This is not a JSON object, so it has no columns. Each record must look like {"name": "value"}.',
  }
}

function parseRecord(
  text: string,
  decimal: FileFormat['decimal']
): Record<string, string> | undefined {
  try {
    const value = parseExactly(text, decimal)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return undefined
    }
    const record: Record<string, string> = Object.create(null)
    flatten(value as Record<string, unknown>, '', record)
    return record
  } catch {
    return undefined
  }
}

/** What may not fit a double: sixteen digits, or fifteen with a point. */
const LONG_NUMBER = /\d[\d.]{15}/
const SURE_DIGITS = 15

/** Ids and amounts of many digits keep them all. Only records that have some pay for it. */
export function parseExactly(text: string, decimal: FileFormat['decimal']): unknown {
  if (decimal === '.' && !LONG_NUMBER.test(text)) {
    return JSON.parse(text)
  }
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? asWritten(value, context?.source).replace('.', decimal) : value
  )
}

function asWritten(value: number, source = ''): string {
  return source.replace(/\D/g, '').length > SURE_DIGITS ? source : String(value)
}

function flatten(value: Record<string, unknown>, prefix: string, into: Record<string, string>) {
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === 'object' && entry !== null && !Array.isArray(entry)) {
      flatten(entry as Record<string, unknown>, `${prefix}${key}.`, into)
    } else {
      into[storable(prefix + key)] = storable(asText(entry))
    }
  }
}

function asText(value: unknown): string {
  if (value === null || value === undefined) {
    return ''
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** JSON can spell what no database stores: U+0000 and halves of characters. */
function storable(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '\ufffd') : whole
}

/** Rows of a JSON document: the elements of the list at `path`. */
export async function* readJson(text: AsyncIterable<string>, path: string, table: RecordTable) {
  const scanner = new JsonScanner()
  for await (const piece of text) {
    yield scanner
      .push(piece)
      .filter((element) => element.path === path)
      .flatMap((element) => table.add(element.text))
  }
  if (!scanner.isComplete) {
    throw new FileFault(
      'E_FILE_TRUNCATED',
      'The JSON document ends before its brackets are closed: the export was cut off. Export it again and upload the whole file.'
    )
  }
  yield table.flush()
}

/** Rows of a small document whose records are put together from several of its parts. */
export async function* readDocument(text: AsyncIterable<string>, table: RecordTable) {
  let whole = ''
  for await (const piece of text) {
    whole += piece
  }
  const records = recordsIn(parseExactly(whole, '.')) ?? []
  yield records.flatMap((record) => table.add(JSON.stringify(record)))
  yield table.flush()
}

/** Rows of a file with one JSON object per line. */
export async function* readJsonLines(text: AsyncIterable<string>, table: RecordTable) {
  let rest = ''
  for await (const piece of text) {
    const lines = (rest + piece).split(/\r\n|\n|\r/)
    rest = lines.pop()!
    yield lines.filter((line) => line.trim() !== '').flatMap((line) => table.add(line))
  }
  yield rest.trim() === '' ? [] : table.add(rest)
  yield table.flush()
}

/** Where the lists of objects are and how many elements each showed in the sample: those with dates first, then the largest. */
export function findRecordPaths(sample: string): { path: string; count: number }[] {
  const counts = new Map<string, number>()
  const dated = new Set<string>()
  for (const { path, text } of new JsonScanner().push(sample)) {
    const count = (counts.get(path) ?? 0) + 1
    counts.set(path, count)
    if (count <= RECORDS_LOOKED_AT && holdsDay(text)) {
      dated.add(path)
    }
  }
  const isDated = (path: string) => Number(dated.has(path))
  return [...counts]
    .map(([path, count]) => ({ path, count }))
    .sort((a, b) => isDated(b.path) - isDated(a.path) || b.count - a.count)
}
