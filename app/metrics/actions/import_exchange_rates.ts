import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import type { TenantTransaction } from '#foundation'
import { saveExchangeRates } from '#warehouse'
import { unreadable } from '../rates/rate_table.js'
import { readRateFile, type RateFault, type RateFile } from '../rates/read_rate_file.js'

/** So many at once stay far below the time limit of one statement. */
const BATCH = 5_000
const MOST_NAMED_FAULTS = 20
const LONGEST_SOURCE = 100

export interface RateImport {
  bytes: Buffer
  fileName: string
  /** Who published the rates; from the file when left out. */
  source?: string | null
  actor: { id: string | null; ip: string | null }
  now: DateTime
}

export interface RateImportOutcome {
  source: string
  /** Rates that the file holds. */
  read: number
  /** Rates that are new or different now. */
  changed: number
  currencies: string[]
  from: string
  to: string
  /** How many rows and cells were left out; the first of them with their reasons. */
  skipped: number
  faults: RateFault[]
}

/** Saves the rates of a file. What cannot be read is named and left out, the rest is kept; the log of the organization says so. */
export async function importExchangeRates(
  tenant: TenantTransaction,
  order: RateImport
): Promise<RateImportOutcome> {
  const file = readRateFile(order.bytes, order.now)
  if (file.rates.length === 0) {
    const [first] = file.faults
    throw unreadable(first ? `Line ${first.line}: ${first.message}` : 'The file holds no rates.')
  }
  const detail = { ...describe(file, order), changed: await save(tenant, file, order) }
  await recordAudit(tenant, {
    actorId: order.actor.id,
    action: 'exchange_rates.imported',
    subject: 'exchange_rates',
    detail: { file: order.fileName, ...detail },
    ip: order.actor.ip,
    at: order.now.toJSDate(),
  })
  return { ...detail, faults: file.faults.slice(0, MOST_NAMED_FAULTS) }
}

async function save(tenant: TenantTransaction, { form, rates }: RateFile, order: RateImport) {
  const source = sourceOf(form, order)
  let changed = 0
  for (let start = 0; start < rates.length; start += BATCH) {
    const batch = rates.slice(start, start + BATCH)
    const saved = await saveExchangeRates(tenant, { source, rates: batch })
    changed += saved.changed
  }
  return changed
}

function describe({ form, rates, faults }: RateFile, order: RateImport) {
  const days = [...new Set(rates.map(({ day }) => day))].sort()
  return {
    source: sourceOf(form, order),
    read: rates.length,
    currencies: [...new Set(rates.map(({ currency }) => currency))].sort(),
    from: days[0],
    to: days.at(-1)!,
    skipped: faults.length,
  }
}

/** One column per currency is how the European Central Bank publishes its reference rates. */
function sourceOf(form: RateFile['form'], { source, fileName }: RateImport): string {
  const published = form === 'wide' ? 'European Central Bank' : fileName
  return (source?.trim() || published).slice(0, LONGEST_SOURCE)
}
