import { parseArgs } from 'node:util'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { recordVersions } from '#plugin_host/registry/record_versions'
import { startEmulator } from '#sandbox'
import { machine } from '../surroundings.js'
import { ceiling } from './ceiling.js'
import { CompressedClock } from './compressed_clock.js'
import { ages, maxByMin, percentile, violations, type FinishedRun } from './figures.js'
import { givenFleet, type FleetSource } from './given_fleet.js'
import { Simulation, type SimulatedDay } from './simulation.js'
import { FAILING, FleetVendors, manifestOf } from './vendors.js'

/** An account of the first organization has ten pages, all others two. */
const HUNGRY_PAGES = 10
const USUAL_PAGES = 2

const GOAL = {
  maxByMinServed: 1.5,
  limitViolations: 0,
  failingSlowsOthers: 1.2,
  freshnessP95Minutes: 60,
}

/** `npm run bench:fleet`: a day of every organization's sources on two workers, its waiting left out. */
export async function measure(args: string[]) {
  const size = sizeOf(args)
  const started = machine()
  const clock = new CompressedClock()
  const vendors = new FleetVendors(clock.now, (key) =>
    key.startsWith('0:') ? HUNGRY_PAGES : USUAL_PAGES
  )
  const stop = await givenVendors(vendors, size.sources, clock)
  const simulation = new Simulation(clock)
  try {
    const fleet = await givenFleet(size, clock.now())
    await simulation.start()
    const day = await simulation.day(size.hours, vendors)
    const ofDay = report({ fleet, runs: await finishedRuns(simulation), day })
    const all = await capacity(simulation, fleet)
    return { machine: started, ...size, ...ofDay, ...seenBy(vendors), ...all, goal: GOAL }
  } finally {
    await simulation.stop()
    await stop()
  }
}

function sizeOf(args: string[]) {
  const number = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: { hours: number, sources: number, organizations: number },
  })
  const { hours = '24', sources = '36', organizations = '20' } = values
  return { hours: Number(hours), sources: Number(sources), organizations: Number(organizations) }
}

async function givenVendors(vendors: FleetVendors, count: number, clock: CompressedClock) {
  const numbers = Array.from({ length: count }, (_, vendor) => vendor)
  const barrel = Object.fromEntries(
    numbers.map((vendor) => [
      `v${vendor}`,
      { Plugin: async () => ({ default: manifestOf(vendor) }) },
    ])
  )
  const plugins = await loadPlugins({ fleet: barrel })
  await recordVersions(plugins, { now: clock.now(), isProduction: false })
  const leave = useRegistry(new PluginRegistry(plugins))
  const { vendorHosts, stop } = await startEmulator({
    vendors: numbers.map((vendor) => vendors.sandbox(vendor)),
    now: clock.now,
  })
  process.env.VENDOR_HOSTS = vendorHosts
  return async () => {
    leave()
    await stop()
  }
}

async function finishedRuns(simulation: Simulation): Promise<FinishedRun[]> {
  const rows = await simulation.query<FinishedRun>(
    `SELECT organization_id AS "organizationId", connection_id AS "connectionId", status,
       extract(epoch FROM queued_at) * 1000 AS "dueAt", extract(epoch FROM finished_at) * 1000 AS "finishedAt"
     FROM sync_runs WHERE finished_at IS NOT NULL`
  )
  return rows.map((row) => ({
    ...row,
    dueAt: Number(row.dueAt),
    finishedAt: Number(row.finishedAt),
  }))
}

interface Outcome {
  fleet: FleetSource[]
  runs: FinishedRun[]
  day: SimulatedDay
}

const rounded = (value: number) => Number(value.toFixed(2))

/** Whoever reads the failing vendor is left out: its numbers cannot be fresh. */
function report({ fleet, runs, day }: Outcome) {
  const others = fleet.filter(({ vendor }) => vendor !== FAILING)
  const wanted = new Set(others.map(({ connectionId }) => connectionId))
  const healthy = runs.filter(({ connectionId }) => wanted.has(connectionId))
  const served = [...Map.groupBy(healthy, (run) => run.organizationId).values()]
  const lateness = (from: number, to: number) => {
    const due = healthy.filter(({ dueAt }) => dueAt >= from && dueAt < to)
    const late = due.map(({ dueAt, finishedAt }) => finishedAt - dueAt)
    return rounded(percentile(late, 0.95) / 1_000)
  }
  const [without, withFailing] = [lateness(day.from, day.half), lateness(day.half, day.to)]
  const byStatus = [...Map.groupBy(runs, ({ status }) => status)]
  return {
    runs: runs.length,
    outcomes: Object.fromEntries(byStatus.map(([status, list]) => [status, list.length])),
    failedJobs: day.failures,
    maxByMinServed: rounded(maxByMin(served.map((list) => list.length))),
    latenessP95Seconds: { without, withFailing },
    failingSlowsOthers: rounded(withFailing / without),
    freshnessP95Minutes: rounded(percentile(ages(others, healthy, day), 0.95) / 60_000),
  }
}

const seenBy = ({ seen }: FleetVendors) => ({
  requests: seen.length,
  ...violations(seen),
})

/** What the workers reach when everything is due at once, next to the engine alone. */
async function capacity(simulation: Simulation, fleet: FleetSource[]) {
  const before = await finishedRuns(simulation)
  const seconds = await simulation.catchUp()
  const after = await finishedRuns(simulation)
  const runsPerSecond = (after.length - before.length) / seconds
  await simulation.query('DELETE FROM sync_runs WHERE finished_at IS NULL')
  const ceilingRunsPerSecond = await ceiling(fleet, simulation.clock.now())
  return {
    allDueAtOnce: { runs: after.length - before.length, seconds: rounded(seconds) },
    runsPerSecond: rounded(runsPerSecond),
    ceilingRunsPerSecond: rounded(ceilingRunsPerSecond),
    ofCeiling: rounded(runsPerSecond / ceilingRunsPerSecond),
  }
}
