import { readFileSync } from 'node:fs'
import pg from 'pg'
import { preparePage } from '#warehouse'
import type { Lane } from './lanes.js'
import { parsePage, scopeOf, stream } from './mapping.js'

/** Twice the first time is the compiler's; the third is what is told. */
const ROUNDS = 3
const TICK_MICROS = 10_000

/** CPU time of this process per record by stage, the garbage collector's included, while nothing else runs. */
export function cpuMicrosByStage({ lane, pages }: { lane: Lane; pages: Buffer[] }, rows: number) {
  let spent = { parse: 0, map: 0, prepare: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    spent = { parse: 0, map: 0, prepare: 0 }
    for (const bytes of pages) {
      const records = timed(spent, 'parse', () => parsePage(bytes))
      const page = timed(spent, 'map', () => stream.mapPage(records, scopeOf(lane.account)))
      const batch = page.batches.get(stream.name)!
      timed(spent, 'prepare', () => preparePage({ ...batch, stream: lane.stream }))
    }
  }
  const perRecord = (micros: number) => Number((micros / rows).toFixed(2))
  return {
    parse: perRecord(spent.parse),
    map: perRecord(spent.map),
    prepare: perRecord(spent.prepare),
  }
}

function timed<S extends Record<string, number>, T>(spent: S, stage: keyof S, work: () => T): T {
  const before = process.cpuUsage()
  const answer = work()
  const { user, system } = process.cpuUsage(before)
  spent[stage] = (spent[stage] + user + system) as S[keyof S]
  return answer
}

/** CPU time of every session of the database so far, in microseconds; null where Linux does not tell. */
export async function databaseCpuMicros(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`
  )
  await client.end()
  try {
    return rows.reduce((sum, { pid }) => sum + cpuMicrosOf(pid), 0)
  } catch {
    return null
  }
}

/** User and system time, fields 14 and 15 of `/proc/<pid>/stat`; a name may hold spaces. */
function cpuMicrosOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS
}
