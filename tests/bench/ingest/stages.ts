import { preparePage } from '#warehouse'
import type { Lane } from './lanes.js'
import { parsePage, scopeOf, stream } from './mapping.js'

/** Twice the first time is the compiler's; the third is what is told. */
const ROUNDS = 3

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
