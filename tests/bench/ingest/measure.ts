import { withTenant } from '#foundation'
import { storedTotals } from '#warehouse'
import { adminUrl, databaseCpuMicros, givenOrganization, machine } from '../surroundings.js'
import { ceiling } from './ceiling.js'
import { ingest, openLane, type Lane } from './lanes.js'
import { cpuMicrosByStage } from './stages.js'
import { vendorPages } from './vendor_pages.js'

const DEFAULT_ROWS = 500_000

interface Work {
  lane: Lane
  pages: Buffer[]
  changed: Buffer[]
}

/** Measures with one and with two connections; a smaller round first warms the code up. */
export async function measure(args: string[]) {
  const rows = Number(args.find((arg) => arg.startsWith('--rows='))?.slice(7) ?? DEFAULT_ROWS)
  const started = machine()
  await round(1, 40_000)
  const one = await round(1, rows)
  const two = await round(2, rows)
  return {
    machine: started,
    postgres: JSON.parse(process.env.BENCH_SETTINGS ?? '{}'),
    rows,
    recordsPerPage: 10_000,
    oneConnection: one,
    twoConnections: two,
    goal: { recordsPerSecond: 94_000, ofCeiling: 0.35 },
  }
}

async function round(connections: number, rows: number) {
  const work = await prepareWork(connections, rows)
  const same = work.map(({ lane, pages }) => ({ lane, pages }))
  const bare = rate(rows, await ceiling(adminUrl(), same))
  const stages = cpuMicrosByStage(same[0], Math.ceil(rows / connections))
  const before = await cpuSoFar()
  const fresh = rate(rows, await ingest(same))
  const after = await cpuSoFar()
  const unchanged = rate(rows, await ingest(same))
  const restated = rate(
    rows,
    await ingest(work.map(({ lane, changed }) => ({ lane, pages: changed })))
  )
  await assertStored(work, rows)
  const ofCeiling = Number((fresh.recordsPerSecond / bare.recordsPerSecond).toFixed(3))
  const cpuMicrosPerRecord = {
    client: perRecord(after.client - before.client, rows),
    ofIt: stages,
    database:
      after.database === null || before.database === null
        ? null
        : perRecord(after.database - before.database, rows),
  }
  return { ceiling: bare, new: fresh, unchanged, restated, ofCeiling, cpuMicrosPerRecord }
}

async function cpuSoFar() {
  const { user, system } = process.cpuUsage()
  return { client: user + system, database: await databaseCpuMicros(adminUrl()) }
}

const perRecord = (micros: number, rows: number) => Number((micros / rows).toFixed(2))

function rate(rows: number, seconds: number) {
  return { seconds: Number(seconds.toFixed(3)), recordsPerSecond: Math.round(rows / seconds) }
}

async function prepareWork(connections: number, rows: number): Promise<Work[]> {
  const organizationId = await givenOrganization()
  const share = Math.ceil(rows / connections)
  const work: Work[] = []
  for (let at = 1; at <= connections; at++) {
    const account = String(at)
    const lane = await openLane(organizationId, account)
    const pages = vendorPages(share, { account })
    work.push({ lane, pages, changed: vendorPages(share, { account, edition: 2 }) })
  }
  return work
}

/** A benchmark of rows that are not there is worth nothing. */
async function assertStored(work: Work[], rows: number) {
  let stored = 0
  for (const { lane } of work) {
    const window = { streamId: lane.stream.id, from: '2025-01-01', to: '2035-01-01' }
    const totals = await withTenant(lane.organizationId, (tenant) => storedTotals(tenant, window))
    stored += totals.reduce((sum, total) => sum + total.rows, 0)
  }
  if (stored !== rows) {
    throw new Error(`${stored} rows are stored, and ${rows} were given.`)
  }
}
