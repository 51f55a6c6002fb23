import { listOf } from '#shared/columns/vocabulary'
import {
  areNames,
  isFilledList,
  isListOfObjects,
  isObject,
  isPlain,
  namesIn,
  valuesIn,
  zipped,
  type Json,
  type Records,
} from './json_lists.js'

/** Stands for the whole document as path of its records, where they are not the elements of one list of objects. */
export const WHOLE_DOCUMENT = '(table)'
/** A larger document is read element by element, and never held. */
export const MOST_DOCUMENT_BYTES = 12 * 1024 ** 2

const NAME_LISTS = listOf(
  'columns, fields, headers, header, columnheaders, column_names, names, schema'
)
const ROW_LISTS = listOf('rows, data, values, records, result, results, data_array')
/** Where reports put what they are about. */
const DEEPEST = 3
const DAY_TEXT =
  /"(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d{6})(?:[T ][^"]*)?"/
const DAY_NAME = /^(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}|(?:19|20)\d{6})$/

/** Whether the text of a record holds a date: the list that does is the one with the rows. */
export const holdsDay = (record: string): boolean => DAY_TEXT.test(record)

/**
 * The rows of a document that is no list of objects: names here and values there (Google Analytics, BigQuery, pandas), pages of
 * rows, lists by column, objects under their day, one record alone. Null where it is none of them.
 */
export function recordsIn(document: unknown, depth = 0): Records | null {
  if (Array.isArray(document)) {
    return ofList(document)
  }
  if (!isObject(document)) {
    return null
  }
  const found = shaped(document) ?? (depth < DEEPEST ? within(document, depth) : null)
  return found ?? (depth === 0 ? ofOne(document) : null)
}

function shaped(document: Json): Records | null {
  for (const read of SHAPES) {
    const found = read(document)
    if (found) {
      return found
    }
  }
  return null
}

const SHAPES = [ofReport, ofKeys, ofNamedLists, ofColumns, ofDays]

/** A wrapper such as `data` or `reports`, unless a list of records with dates stands in the document as it is. */
function within(document: Json, depth: number): Records | null {
  const entries = Object.values(document)
  if (
    entries.some(
      (entry) => isListOfObjects(entry) && !ofList(entry) && holdsDay(JSON.stringify(entry[0]))
    )
  ) {
    return null
  }
  for (const entry of entries) {
    const found = isObject(entry) || Array.isArray(entry) ? recordsIn(entry, depth + 1) : null
    if (found) {
      return found
    }
  }
  return null
}

function ofList(list: unknown[]): Records | null {
  if (list.length === 0) {
    return null
  }
  if (list.every(Array.isArray)) {
    const [names, ...rows] = list as unknown[][]
    return areNames(names) && rows.length > 0 ? zipped(names.map(String), rows) : null
  }
  return list.every(isObject) ? ofPages(list) : null
}

/** Each element is a report of its own, or a page whose rows stand under a name, while only those have dates. */
function ofPages(pages: Json[]): Records | null {
  const reports = pages.map((page) => ofReport(page))
  if (reports.every((report) => report !== null)) {
    return reports.flat()
  }
  const lists = Object.keys(pages[0]).filter((key) =>
    pages.every((page) => page[key] === undefined || isListOfObjects(page[key]))
  )
  if (lists.length !== 1 || lists[0] === undefined) {
    return null
  }
  const [name] = lists
  const rests = pages.map((page) => JSON.stringify({ ...page, [name]: null }))
  const rows = pages.flatMap((page) => (page[name] as Records | undefined) ?? [])
  const areRows = rows.length > 0 && rows.slice(0, 50).some((row) => holdsDay(JSON.stringify(row)))
  return areRows && !rests.some(holdsDay) ? rows : null
}

/** Google Analytics: `dimensionHeaders` and `dimensionValues`, `metricHeaders` and `metricValues`. */
function ofReport(report: Json): Records | null {
  const names = ['dimensionHeaders', 'metricHeaders'].flatMap((key) => namesIn(report[key]) ?? [])
  const { rows } = report
  if (names.length === 0 || !isListOfObjects(rows)) {
    return null
  }
  const currency = isObject(report.metadata) ? report.metadata.currencyCode : undefined
  const valuesOf = (row: Json) =>
    ['dimensionValues', 'metricValues'].flatMap((key) => valuesIn(row[key]))
  return zipped(names, rows.map(valuesOf)).map((record) =>
    typeof currency === 'string' ? { ...record, currencyCode: currency } : record
  )
}

/** Search Console: `{"rows": [{"keys": ["2026-03-01", "shoes"], "clicks": 5}]}`. */
function ofKeys({ rows }: Json): Records | null {
  if (
    !isListOfObjects(rows) ||
    !rows.every(({ keys }) => isFilledList(keys) && keys.every(isPlain))
  ) {
    return null
  }
  return rows.map(({ keys, ...rest }) => ({
    ...Object.fromEntries((keys as unknown[]).map((key, index) => [`Key ${index + 1}`, key])),
    ...rest,
  }))
}

/** A list of names beside a list of lists: `{"columns": […], "rows": [[…], …]}`. */
function ofNamedLists(document: Json): Records | null {
  const entries = Object.entries(document)
  const under = (wanted: string[]) =>
    entries.filter(([key]) => wanted.includes(key.toLowerCase())).map(([, entry]) => entry)
  const names = under(NAME_LISTS)
    .map((entry) => namesIn(isObject(entry) ? entry.fields : entry))
    .find((found) => found !== undefined)
  const rows = under(ROW_LISTS).find(isFilledList)
  if (!names || !rows) {
    return null
  }
  const lists = rows.map((row) => (isObject(row) ? valuesIn(row.f) : row))
  return lists.every((row) => Array.isArray(row) && row.length === names.length)
    ? zipped(names, lists as unknown[][])
    : null
}

/** `{"date": […], "clicks": […]}`, all of one length, and nothing beside them. */
function ofColumns(document: Json): Records | null {
  const columns = Object.entries(document)
  const [[, first] = []] = columns
  const areColumns =
    columns.length > 1 &&
    isFilledList(first) &&
    columns.every(
      ([, list]) => isFilledList(list) && list.length === first.length && list.every(isPlain)
    )
  if (!areColumns) {
    return null
  }
  const lists = columns.map(([, list]) => list as unknown[])
  return (first as unknown[]).map((_value, row) =>
    Object.fromEntries(columns.map(([name], column) => [name, lists[column][row]]))
  )
}

/** A record alone, such as the only line of a file of JSON lines: a date, a number, and no list of records. */
function ofOne(document: Json): Records | null {
  const text = JSON.stringify(document)
  const hasNumber = Object.values(document).some((entry) => typeof entry === 'number')
  return hasNumber && holdsDay(text) && !/\[\{/.test(text) ? [document] : null
}

/** `{"2026-03-01": {"clicks": 5}, …}`, or the number itself. */
function ofDays(document: Json): Records | null {
  const entries = Object.entries(document)
  const areDays = entries.length > 0 && entries.every(([key]) => DAY_NAME.test(key))
  if (!areDays || !entries.every(([, entry]) => isObject(entry) || isPlain(entry))) {
    return null
  }
  return entries.map(([date, entry]) => ({ date, ...(isObject(entry) ? entry : { value: entry }) }))
}
