import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import Organization from '#organizations/models/organization'
import { givenOrganization } from '../surroundings.js'
import { importPath } from '#tests/support/imports'
import { seededRandom } from '#tests/support/seeded_random'
import { rounded, timed } from './questions.js'

const LINES_AT_ONCE = 5_000
const COUNTRIES = 38
const CUSTOMERS = 5_000

/** Line items of a shop, each with an order number of its own, imported as a file and asked by country. */
export async function measureLineItems(rows: number) {
  const organization = await Organization.findOrFail(await givenOrganization())
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'))
  try {
    const path = join(folder, 'orders.csv')
    await pipeline(Readable.from(lines(rows)), createWriteStream(path))
    const started = performance.now()
    await importPath(organization, path, { source: 'orders' })
    const importSeconds = rounded((performance.now() - started) / 1_000)
    const range = { from: '2025-01-01', to: '2025-12-31' }
    const ask = (breakdowns: string[], grain: 'total' | 'month') =>
      timed(organization.id, { metrics: ['orders:amount'], range, breakdowns, grain })
    return {
      rows,
      importSeconds,
      importSecondsPerMillion: rounded((importSeconds * 1e6) / rows),
      byCountry: await ask(['country'], 'total'),
      byCountryAndMonth: await ask(['country'], 'month'),
      goal: { byCountryMs: 300, importSecondsPerMillion: 12 },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function* lines(rows: number) {
  const random = seededRandom(1)
  yield 'day,order_id,customer_id,country,qty,amount\n'
  for (let from = 0; from < rows; from += LINES_AT_ONCE) {
    const count = Math.min(LINES_AT_ONCE, rows - from)
    yield Array.from({ length: count }, (_, at) => line(from + at, rows, random)).join('')
  }
}

function line(row: number, rows: number, random: () => number): string {
  const month = String(Math.floor((row * 12) / rows) + 1).padStart(2, '0')
  const day = String((row % 28) + 1).padStart(2, '0')
  const customer = Math.floor(random() * CUSTOMERS)
  const amount = ((row % 977) / 100 + 1).toFixed(2)
  return `2025-${month}-${day},${100_000 + row},${customer},C${row % COUNTRIES},${(row % 9) + 1},${amount}\n`
}
