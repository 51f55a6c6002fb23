import { carryOutRun } from '#sync/actions/carry_out_run'
import type { FleetSource } from './given_fleet.js'
import { limitOf } from './vendors.js'

const RUNS = 160
const LANES = 8

/** Runs a second of the same kind without clock, queue and waiting: the engine alone, as many at once as the workers have slots. */
export async function ceiling(fleet: FleetSource[], now: Date): Promise<number> {
  const unlimited = fleet.filter(({ vendor }) => limitOf(vendor).per === 'connection')
  const [chosen, started] = [unlimited.slice(-RUNS), performance.now()]
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      for (const source of chosen.filter((__, place) => place % LANES === lane)) {
        await carryOutRun({ ...source, now })
      }
    })
  )
  return (chosen.length * 1_000) / (performance.now() - started)
}
