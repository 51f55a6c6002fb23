import type { StreamRead } from '#reading'
import { endpointsOf, ledgersOf, type MetricLedger } from '../ledger/stream_ledger.js'
import { readsOf, windowOf } from '../reading.js'
import { givenTrial, type Rig } from '../rig.js'
import { asTenant } from '../rows.js'
import { demand, NotApplicable, type ReplayCase } from '../verdict.js'
import { syncedSource } from './syncs.js'

/** Half a cent: sums are of whole cents, and stored as floating numbers. */
const TOLERANCE = { currency: 5_000, other: 0.5 }

/** `2026-11-12 EUR` → sum, of one metric of one stream. */
type Sums = Map<string, number>

/** Level 2: what is stored adds up to what the sample business did, by day and in every currency. */
export const ledgerCases: ReplayCase[] = [
  {
    title: 'stored sums are those of the sample business',
    async run(rig) {
      const endpoints = await endpointsOf(rig)
      if (!endpoints) {
        throw new NotApplicable('its stand-in is code, so that its own tests compare the sums')
      }
      const trial = await givenTrial(rig)
      const reads = oncePerStream(readsOf(trial))
      const metrics = reads.flatMap((read) =>
        ledgersOf(rig, { read, endpoints }).map((each) => ({ read, ...each }))
      )
      const told = metrics.filter((each) => 'ledger' in each)
      if (told.length === 0) {
        throw new NotApplicable(reasonOf(metrics))
      }
      const source = await syncedSource(rig)
      for (const each of told) {
        await compare(rig, source, each)
      }
    },
  },
]

function oncePerStream(reads: StreamRead[]): StreamRead[] {
  const byName = new Map(reads.toReversed().map((read) => [read.stream.name, read]))
  return [...byName.values()].reverse()
}

function reasonOf(metrics: MetricLedger[]): string {
  const reasons = metrics.flatMap((each) =>
    'reason' in each ? [`${each.metric}: ${each.reason}`] : []
  )
  return reasons.join('; ') || 'no stream has numbers'
}

type Told = Extract<MetricLedger, { ledger: unknown }> & { read: StreamRead }

async function compare(rig: Rig, source: string, told: Told) {
  const { stream } = told.read
  const slot = stream.slots.findIndex(({ metric }) => metric === told.metric)
  const isMoney = stream.slots[slot].unit === 'currency'
  const stored = await storedSums(rig, { source, stream: stream.name, slot, isMoney })
  const expected = expectedSums(rig, told, isMoney)
  const tolerance = isMoney ? TOLERANCE.currency : TOLERANCE.other
  for (const place of new Set([...stored.keys(), ...expected.keys()])) {
    const [has, should] = [stored.get(place) ?? 0, expected.get(place) ?? 0]
    demand(
      Math.abs(has - should) <= tolerance,
      `${stream.name}: ${told.metric} of ${place} is stored as ${has}, and the sample business had ${should}`
    )
  }
}

/** Days whose records are all inside of what was read, in any zone. */
function isInside({ now }: Rig, day: string): boolean {
  const { from, to } = windowOf({ now })
  return day > from && day < to
}

function expectedSums(rig: Rig, { ledger, sumOf }: Told, isMoney: boolean): Sums {
  const sums: Sums = new Map()
  for (const [day, currencies] of ledger) {
    for (const [currency, fields] of isInside(rig, day) ? currencies : []) {
      const place = isMoney ? `${day} ${currency}` : day
      sums.set(place, (sums.get(place) ?? 0) + sumOf(fields))
    }
  }
  return sums
}

interface Stored {
  source: string
  stream: string
  slot: number
  isMoney: boolean
}

async function storedSums(rig: Rig, { source, stream, slot, isMoney }: Stored): Promise<Sums> {
  const column = `m${String(slot).padStart(2, '0')}`
  const rows = await asTenant<{ day: string; currency: string | null; sum: number }>(
    rig,
    `SELECT f.day::text AS day, ${isMoney ? 'f.currency' : 'NULL AS currency'},
            coalesce(sum((to_jsonb(f)->>$4)::float8), 0) AS sum
     FROM facts f JOIN source_streams s ON s.organization_id = $1 AND s.id = f.stream_id
     WHERE f.organization_id = $1 AND s.connection_id = $2 AND s.name = $3 GROUP BY 1, 2`,
    [source, stream, column]
  )
  const inside = rows.filter(({ day }) => isInside(rig, day))
  return new Map(
    inside.map(({ day, currency, sum }) => [isMoney ? `${day} ${currency ?? ''}` : day, sum])
  )
}
