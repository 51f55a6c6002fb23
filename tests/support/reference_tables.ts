import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inferSchema, initParser } from 'udsv'

export type TableRow = Record<string, string>

/** Absolute path inside the reference data. */
export const referencePath = (...parts: string[]) => join(process.env.REFERENCE_DATA!, ...parts)

/** Every row of a reference table, as the text that stands in the file. */
export function tableRows(...parts: string[]): TableRow[] {
  const text = readFileSync(referencePath(...parts), 'utf8')
  const schema = inferSchema(text, { trim: false })
  const names = schema.cols.map(({ name }) => name)
  return initParser(schema)
    .stringArrs(text)
    .map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index]])))
}

/** Exact sum of a column, added up as integers. */
export const sumOf = (rows: TableRow[], column: string) =>
  rows.reduce((sum, row) => sum + BigInt(row[column] || '0'), 0n)

/** `2021-02-18 14:07:57` of the table as the seconds that the vendor sends. */
export const unixOf = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000
