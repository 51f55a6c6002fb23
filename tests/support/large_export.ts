import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const FIRST_DAY_MS = Date.UTC(2025, 0, 1)
const DAY_MS = 86_400_000
const COUNTRIES = ['NL', 'DE', 'FR', 'BE', 'UK', 'US', 'ES', 'IT']
const DEVICES = ['mobile', 'desktop', 'tablet']
const CAMPAIGNS = 200
const DAYS = 400
const LINES_AT_ONCE = 5_000
const CENTS = 100

/** An export as advertising tools write them: a day, three dimensions, three numbers. */
export async function writeExport(path: string, rows: number) {
  await pipeline(Readable.from(parts(rows)), createWriteStream(path))
}

/** What the numbers of such an export add up to, in integers: cost in cents. */
export function exportTotals(rows: number) {
  const totals = { impressions: 0, clicks: 0, costCents: 0 }
  for (let row = 0; row < rows; row++) {
    totals.clicks += clicksOf(row)
    totals.impressions += clicksOf(row) * 20
    totals.costCents += costCentsOf(row)
  }
  return totals
}

function clicksOf(row: number) {
  return (row * 7) % 100
}

function costCentsOf(row: number) {
  return (row * 13) % 5_000
}

function* parts(rows: number) {
  yield 'Date,Campaign,Country,Device,Impressions,Clicks,Cost\n'
  for (let from = 0; from < rows; from += LINES_AT_ONCE) {
    const lines = Array.from({ length: Math.min(LINES_AT_ONCE, rows - from) }, (_, index) =>
      line(from + index, rows)
    )
    yield lines.join('')
  }
}

function line(row: number, rows: number): string {
  const at = FIRST_DAY_MS + Math.floor((row * DAYS) / rows) * DAY_MS
  const day = new Date(at).toISOString().slice(0, 10)
  const country = COUNTRIES[row % COUNTRIES.length]
  const device = DEVICES[row % DEVICES.length]
  const clicks = clicksOf(row)
  const cost = costCentsOf(row) / CENTS
  return `${day},Campaign ${row % CAMPAIGNS},${country},${device},${clicks * 20},${clicks},${cost}\n`
}
