import { readFile } from 'node:fs/promises'

/** The file counts money with four decimals; whole ten-thousandths add up without rounding. */
const UNITS = 10_000

export interface SuperstoreRow {
  year: string
  category: string
  sales: bigint
  profit: bigint
  quantity: bigint
}

export type Measure = 'sales' | 'profit' | 'quantity'

/** The rows as the file's own text says, read by nothing of the application. */
export async function superstoreRows(path: string): Promise<SuperstoreRow[]> {
  const text = await readFile(path, 'utf8')
  const [header, ...rows] = splitQuoted(text.replace(/^\ufeff/, ''))
  const cell = (row: string[], name: string) => row[header.indexOf(name)]
  return rows.map((row) => ({
    year: `20${cell(row, 'Order Date').slice(-2)}`,
    category: cell(row, 'Category'),
    sales: tenThousandths(cell(row, 'Sales')),
    profit: tenThousandths(cell(row, 'Profit')),
    quantity: tenThousandths(cell(row, 'Quantity')),
  }))
}

/** Sums of a measure by what `keyOf` says, in ten-thousandths. */
export function sumsBy(
  rows: SuperstoreRow[],
  measure: Measure,
  keyOf: (row: SuperstoreRow) => string
): Record<string, number> {
  const sums = new Map<string, bigint>()
  for (const row of rows) {
    sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0n) + row[measure])
  }
  return Object.fromEntries([...sums].map(([key, sum]) => [key, Number(sum)]))
}

/** What an answer says, in the same whole ten-thousandths. */
export function unitsOf(value: { status: string; value?: number }): number | string {
  return value.status === 'available' ? Math.round(value.value! * UNITS) : value.status
}

function tenThousandths(text: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text)!
  const units = BigInt(whole + fraction.padEnd(4, '0'))
  return sign ? -units : units
}

/** Fields with doubled quotation marks, one row per line (the file has no line ends inside fields). */
function splitQuoted(text: string): string[][] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
      quoted === undefined ? bare : quoted.replaceAll('""', '"')
    )
  )
}
