import type { Format } from '#kit'
import { DelimitedRows, EndlessRow, type DelimitedRow } from '#shared/delimited_rows'
import { Undecodable } from './unpack.js'

type TableFormat = Extract<Format, { as: 'csv' | 'tsv' }>

/** The rows of a table as records by column name. Cells stay texts: what a number is, the mapping says. */
export function tableOf(text: string, format: TableFormat): Record<string, string>[] {
  const { as, delimiter = as === 'tsv' ? '\t' : ',', skipLines = 0, columns } = format
  assertTable(text)
  const rows = rowsOf(text, delimiter).slice(skipLines)
  const names = columns ?? rows.shift()?.cells ?? []
  assertWhole(text, names, rows.at(-1))
  return rows.map(({ cells, isUnclosed }) => {
    if (isUnclosed || cells.length > names.length) {
      throw new Undecodable('A row does not fit the columns.')
    }
    return Object.fromEntries(names.map((name, index) => [name.trim(), cells[index] ?? '']))
  })
}

/** A problem is told as a page or as JSON, which would else be the names of columns. */
function assertTable(text: string) {
  if (/^\s*<(!doctype|html)/i.test(text)) {
    throw new Undecodable('The answer is a web page.')
  }
  if (/^\s*[[{]/.test(text) && isJson(text)) {
    throw new Undecodable('The answer is JSON instead of a table.')
  }
}

function assertWhole(text: string, names: string[], last: DelimitedRow | undefined) {
  if (names.length === 0) {
    throw new Undecodable('The answer is empty.')
  }
  if (last && last.cells.length < names.length && !/[\r\n]$/.test(text)) {
    throw new Undecodable('The answer ends within a row.')
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function rowsOf(text: string, delimiter: string): DelimitedRow[] {
  const parser = new DelimitedRows({ delimiter, quote: '"' })
  try {
    return [...parser.push(text), ...parser.end()]
  } catch (error) {
    throw error instanceof EndlessRow ? new Undecodable(error.message) : error
  }
}
