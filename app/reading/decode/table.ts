import type { Format } from '#kit'
import { DelimitedRows, EndlessRow, type DelimitedRow } from '#shared/delimited_rows'
import { Undecodable } from './unpack.js'

type TableFormat = Extract<Format, { as: 'csv' | 'tsv' }>

/** The rows of a table as records by column name. Cells stay texts: what a number is, the mapping says. */
export function tableOf(text: string, format: TableFormat): Record<string, string>[] {
  const { as, delimiter = as === 'tsv' ? '\t' : ',', skipLines = 0, columns } = format
  if (/^\s*<(!doctype|html)/i.test(text)) {
    throw new Undecodable('The answer is a web page.')
  }
  const rows = rowsOf(text, delimiter).slice(skipLines)
  const names = columns ?? rows.shift()?.cells ?? []
  return rows.map(({ cells, isUnclosed }) => {
    if (isUnclosed || cells.length > names.length) {
      throw new Undecodable('A row does not fit the columns.')
    }
    return Object.fromEntries(names.map((name, index) => [name.trim(), cells[index] ?? '']))
  })
}

function rowsOf(text: string, delimiter: string): DelimitedRow[] {
  const parser = new DelimitedRows({ delimiter, quote: '"' })
  try {
    return [...parser.push(text), ...parser.end()]
  } catch (error) {
    throw error instanceof EndlessRow ? new Undecodable(error.message) : error
  }
}
