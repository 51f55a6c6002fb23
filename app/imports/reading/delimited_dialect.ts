import { BIT, factsOf } from '../typing/cell_facts.js'
import { DelimitedParser } from './delimited_parser.js'
import { DELIMITERS } from './format.js'

export interface DialectGuess {
  delimiter: string
  quote: string
  evidence: string
  isCertain: boolean
  lineEnds: string
}

const ROWS_COMPARED = 300
const VALUE = BIT.point | BIT.comma | BIT.dmy | BIT.mdy | BIT.boolean | BIT.absent

interface Candidate {
  delimiter: string
  columns: number
  agreeing: number
  rows: number
  score: number
}

/** The separator whose columns agree best from row to row. */
export function detectDialect(sample: string): DialectGuess {
  const quote = detectQuote(sample)
  const lineEnds = describeLineEnds(sample)
  const declared = sample.match(/^sep=(.)\r?[\n\r]/i)?.[1]
  if (declared) {
    const evidence = `The first line says “sep=${declared}”.`
    return { delimiter: declared, quote, lineEnds, evidence, isCertain: true }
  }
  if (areQuotedRows(sample)) {
    const inner = detectDialect(sample.replace(/^"|"$/gm, ''))
    return {
      ...inner,
      quote: '',
      evidence: `Each row stands in quotation marks. ${inner.evidence}`,
    }
  }
  const candidates = DELIMITERS.map(({ value }) => rate(sample, value, quote))
  const best = candidates.reduce((winner, next) => (next.score > winner.score ? next : winner))
  if (best.score === 0) {
    const evidence = 'No separator splits the rows evenly: the file has one column.'
    return { delimiter: ',', quote, lineEnds, evidence, isCertain: false }
  }
  return {
    delimiter: best.delimiter,
    quote,
    lineEnds,
    evidence: `${best.agreeing} of ${best.rows} rows have ${best.columns} columns with it.`,
    isCertain: best.agreeing >= best.rows * 0.95,
  }
}

/** `"Date,Clicks"`: a program took each row for one cell. Only where no row needs a quotation mark inside. */
function areQuotedRows(sample: string): boolean {
  const rows = sample
    .split(/\r\n|\n|\r/)
    .slice(0, -1)
    .filter((row) => row !== '')
  return (
    rows.length > 1 &&
    rows.every(
      (row) => /^"[^"]*"$/.test(row) && DELIMITERS.some(({ value }) => row.includes(value))
    )
  )
}

function detectQuote(sample: string): string {
  const double = sample.match(/(?:^|[,;\t|\r\n])"/g)?.length ?? 0
  const single = sample.match(/(?:^|[,;\t|\r\n])'[^'\r\n]*'(?=[,;\t|\r\n]|$)/g)?.length ?? 0
  return double === 0 && single >= 3 ? "'" : '"'
}

function describeLineEnds(sample: string): string {
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0
  const found = [
    { times: count(/\r\n/g), name: 'CRLF (Windows)' },
    { times: count(/(?<!\r)\n/g), name: 'LF (Unix)' },
    { times: count(/\r(?!\n|$)/g), name: 'CR only (old Macintosh)' },
  ].filter(({ times }) => times > 0)
  if (found.length > 1) {
    return `mixed: ${found.map(({ times, name }) => `${times} × ${name}`).join(', ')}`
  }
  return found[0]?.name ?? 'a single row'
}

function rate(sample: string, delimiter: string, quote: string): Candidate {
  const rows = new DelimitedParser({ delimiter, quote }).push(sample).slice(0, ROWS_COMPARED)
  const cells = rows.length > 0 ? rows.map((row) => row.cells) : [sample.split(delimiter)]
  const columns = mode(cells.map((row) => row.length).filter((count) => count > 1))
  const agreeing = cells.filter((row) => row.length === columns)
  const score =
    columns > 1
      ? (agreeing.length / cells.length) * quality(agreeing, delimiter) + columns / 1e6
      : 0
  return { delimiter, columns, agreeing: agreeing.length, rows: cells.length, score }
}

/** Cells that read as values count most; cells that still hold another separator count least. */
function quality(rows: string[][], delimiter: string): number {
  const others = DELIMITERS.map(({ value }) => value).filter((value) => value !== delimiter)
  let sum = 0
  let count = 0
  for (const row of rows) {
    for (const cell of row) {
      sum += isValue(cell) ? 1 : others.some((other) => cell.includes(other)) ? 0.3 : 0.9
      count++
    }
  }
  return count === 0 ? 0 : sum / count
}

/** Dates and amounts hold commas and points of their own. */
function isValue(cell: string): boolean {
  return cell.trim() === '' || (factsOf(cell.trim()) & VALUE) !== 0
}

function mode(values: number[]): number {
  const counts = new Map<number, number>()
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1))
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}
