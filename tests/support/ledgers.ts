import { join } from 'node:path'
import type { Plugin, SampleBusiness, SampleRow } from '#kit'
import { carryOutRun } from '#sync'
import { ledgerOf } from '#sandbox/business/ledger'
import { windowOf } from '#sandbox/conformance/reading'
import { connect, type Rig } from '#sandbox/conformance/rig'
import { asTenant, giveHistory, runOf } from '#sandbox/conformance/rows'

/** What of a series a metric has to add up to: `[metric, series, sum, choices]`, as a plugin's `tests/ledger.ts` lists it. */
export type LedgerEntry = [
  metric: string,
  series: string,
  sum: string,
  choices?: {
    by?: string
    where?: (row: SampleRow) => boolean
    /** The one stream that counts, where finer ones repeat the numbers. */
    stream?: string
  },
]

export async function definitionAt(folder: string) {
  const { default: manifest } = (await import(join(folder, 'plugin.ts'))) as { default: Plugin }
  const { default: entries } = (await import(join(folder, 'tests/ledger.ts'))) as {
    default: LedgerEntry[]
  }
  return { pluginId: manifest.id, entries }
}

interface StoredRow {
  stream: string
  metric: string
  day: string
  currency: string
  sum: number
}

interface Stored {
  from: string
  timeZone: string
  rows: StoredRow[]
}

/** Connects and syncs once; the sums by stream, metric, day and currency. */
export async function storedAfterSync(rig: Rig): Promise<Stored> {
  const { id } = await connect(rig)
  await giveHistory(rig, id)
  const { organization, now } = rig
  const runId = await carryOutRun({ organizationId: organization.id, connectionId: id, now })
  const run = await runOf(rig, runId)
  if (run.status !== 'succeeded') {
    throw new Error(`The sync ends as ${run.status}: ${run.error_message}`)
  }
  const rows = await asTenant<StoredRow>(
    rig,
    `SELECT s.name AS stream, slot.value->>'metric' AS metric, f.day::text AS day, coalesce(f.currency, '') AS currency,
       sum((to_jsonb(f)->>('m' || lpad((slot.ordinality - 1)::text, 2, '0')))::float8) AS sum
     FROM source_streams s JOIN facts f ON f.organization_id = s.organization_id AND f.stream_id = s.id
     CROSS JOIN jsonb_array_elements(s.slots) WITH ORDINALITY AS slot
     WHERE s.organization_id = $1 AND s.connection_id = $2 AND NOT coalesce((slot.value->>'detail')::boolean, false)
     GROUP BY 1, 2, 3, 4`,
    [id]
  )
  const [account] = await asTenant<{ time_zone: string | null }>(
    rig,
    'SELECT time_zone FROM connection_accounts WHERE organization_id = $1 AND connection_id = $2 LIMIT 1',
    [id]
  )
  return { from: windowOf(rig).from, timeZone: account?.time_zone ?? 'UTC', rows }
}

interface Told {
  stored: Stored
  business: SampleBusiness
  now: Date
}

/** Each day and currency on which stored and told differ. Records without a zone are in that of the account. */
export function differencesOf(entry: LedgerEntry, { stored, business, now }: Told): string[] {
  const [metric, series, sum, { by, where = () => true, stream } = {}] = entry
  const rows = stored.rows.filter(
    (row) => row.metric === metric && (stream === undefined || row.stream === stream)
  )
  const hasCurrency = rows.some(({ currency }) => currency !== '')
  const placed = (row: SampleRow): SampleRow => ({
    timeZone: stored.timeZone,
    ...row,
    ...(hasCurrency ? {} : { currency: '' }),
  })
  const told: SampleBusiness = {
    ...business,
    series: (name, at) => business.series(name, at).filter(where).map(placed),
  }
  const expected = flat(ledgerOf(told, now, { series, sums: [sum], by }), sum)
  const found = new Map(rows.map((row) => [`${row.day} ${row.currency}`, Number(row.sum)]))
  const inWindow = [...new Set([...expected.keys(), ...found.keys()])].filter(
    (key) => key >= stored.from
  )
  if (!inWindow.some((key) => expected.get(key))) {
    return [`${metric}: nothing to compare`]
  }
  return inWindow
    .sort()
    .filter((key) => Math.abs((expected.get(key) ?? 0) - (found.get(key) ?? 0)) > 1e-6)
    .map((key) => `${metric} ${key}: ${found.get(key) ?? 0} instead of ${expected.get(key) ?? 0}`)
}

function flat(ledger: ReturnType<typeof ledgerOf>, sum: string): Map<string, number> {
  const days = [...ledger].flatMap(([day, currencies]) =>
    [...currencies].map(([currency, sums]) => [`${day} ${currency}`, sums[sum]] as const)
  )
  return new Map(days)
}
