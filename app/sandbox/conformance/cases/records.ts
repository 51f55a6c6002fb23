import type { StreamRead } from '#reading'
import { AWKWARD, FAR_AWAY, leavesOf, withValue } from '../awkward.js'
import {
  contentOf,
  isRejected,
  readPart,
  scopeOf,
  type Mapped,
  type MappedRecord,
} from '../reading.js'
import { givenTrial, type Rig, type Trial } from '../rig.js'
import { demand, type ReplayCase } from '../verdict.js'
import { moneyCase } from './money.js'
import { readEverything, readOnce, type WholeReading } from './whole_readings.js'

/** Reads every part and hands the records of each on. */
export async function eachPart(
  rig: Rig,
  look: (part: StreamRead, records: unknown[], trial: Trial) => void | Promise<void>
) {
  const { trial, parts } = await readOnce(rig)
  for (const { part, reading } of parts) {
    const { name } = part.stream
    demand(reading.status === 'whole', `${name} does not come to an end`)
    await look(part, reading.pages.flat(), trial)
  }
}

const keysCase: ReplayCase = {
  title: 'every record maps, and keys and rows are unique',
  run: (rig) =>
    eachPart(rig, (part, records, trial) => {
      const { name, definition } = part.stream
      const scope = scopeOf(trial, part, rig)
      const mapped = records.map((record) => part.stream.mapRecord(record, scope))
      const rejected = mapped.find(isRejected)
      demand(!rejected, `${name}: an honest record is rejected: ${rejected?.reason}`)
      if (definition.updates) {
        return // One thing may well change twice in a window.
      }
      const kept = mapped.filter((each): each is MappedRecord => each !== null && !isRejected(each))
      demandUnique(
        kept.map(({ key }) => key),
        `${name}: the key`
      )
      demandUnique(kept.flatMap(rowsOf), `${name}: day, thing and dimensions`)
    }),
}

function rowsOf({ facts }: MappedRecord): string[] {
  return facts.map(({ day, currency, entity, dimensions }) =>
    JSON.stringify([day, currency, entity, dimensions])
  )
}

function demandUnique(texts: string[], what: string) {
  demand(!texts.includes(''), `${what} is empty in a record`)
  const repeated = texts.find((text, index) => texts.indexOf(text) !== index)
  demand(repeated === undefined, `${what} is not unique: ${repeated}`)
}

/** Why no further page is announced, and no lie told about it. */
export function whyNotPaged({ connector, paging: { next, more, count, linkHeader } }: Rig) {
  const { http, streams } = connector.definition
  const pages = [http.page, ...Object.values(streams).map(({ page }) => page)]
  if (pages.every((page) => page === undefined || page.by === 'none')) {
    return 'no list of this vendor has pages'
  }
  const announces = [next, more, count, linkHeader].some((field) => field !== undefined)
  return announces
    ? undefined
    : 'the vendor announces no further page: the last one is the one that is not full'
}

function readsPages({ connector: { definition } }: Rig): boolean {
  const pages = Object.values(definition.streams).map(({ page }) => page ?? definition.http.page)
  return pages.some((page) => page !== undefined && page.by !== 'none')
}

/** Of vendors with few records. */
const LONG_WINDOW_DAYS = 180

const pagesCase: ReplayCase = {
  title: 'pages end, and reading resumes from any of them',
  async run(rig) {
    const longest = await longestList(rig, await readOnce(rig))
    const isTried = longest > 1 || whyNotPaged(rig) !== undefined || !readsPages(rig)
    demand(
      isTried ||
        (await longestInSmallPages(rig)) > 1 ||
        (await longestList(rig, await readEverything(rig, LONG_WINDOW_DAYS))) > 1,
      'every list is one page, so that no next page was asked for: give the sandbox more records'
    )
  },
}

/** Of vendors whose lists are short in the sample, and whose reports have no pages. */
const SMALL_PAGE = 3

async function longestInSmallPages(rig: Rig): Promise<number> {
  const { emulator } = rig.emulator
  const before = emulator.pageSize
  emulator.pageSize = SMALL_PAGE
  try {
    return await longestList(rig, await readEverything(rig))
  } finally {
    emulator.pageSize = before
  }
}

/** Pages of the longest list, each of which ends, and goes on after its first page. */
async function longestList(rig: Rig, { parts, window }: WholeReading): Promise<number> {
  const trial = await givenTrial(rig)
  let longest = 0
  for (const { part, reading: whole } of parts) {
    demand(whole.status === 'whole' && whole.resumes.at(-1) === null, 'the last page leads on')
    longest = Math.max(longest, whole.pages.length)
    if (whole.pages.length < 2) {
      continue
    }
    const rest = await readPart(trial, part, { window, resume: whole.resumes[0] })
    const joined = { pages: [whole.pages[0], ...rest.pages] }
    const isWhole = contentOf(joined).length === contentOf(whole).length
    demand(isWhole, `${part.stream.name}: going on after the first page loses records`)
  }
  return longest
}

/** Every plain value of one record, replaced by every awkward one. A stream without records has nothing to spoil. */
function* spoilt(record: unknown, values: unknown[]) {
  if (record === undefined) {
    return
  }
  for (const path of leavesOf(record)) {
    for (const value of values) {
      yield { place: path.join('.'), record: withValue(record, path, value) }
    }
  }
}

const awkwardCase: ReplayCase = {
  title: 'wrong types and NaN are rejected with a reason, or do no harm',
  run: (rig) =>
    eachPart(rig, (part, [first], trial) => {
      const scope = scopeOf(trial, part, rig)
      for (const { place, record } of spoilt(first, AWKWARD)) {
        demandHarmless(part.stream.mapRecord(record, scope), `${part.stream.name}, ${place}`)
      }
    }),
}

function demandHarmless(mapped: Mapped, place: string) {
  if (mapped === null) {
    return
  }
  if (isRejected(mapped)) {
    demand(
      /^E_/.test(mapped.code) && mapped.reason.length > 10,
      `${place}: rejected without reason`
    )
    return
  }
  const numbers = mapped.facts.flatMap((fact) => fact.numbers)
  const isFinite = numbers.every((number) => number === null || Number.isFinite(number))
  demand(isFinite, `${place}: a number that is none would be stored`)
  const odd = mapped.facts.find(({ day }) => !/^\d{4}-\d{2}-\d{2}$/.test(day))
  demand(!odd, `${place}: '${odd?.day}' would be stored as a day`)
}

const farAwayCase: ReplayCase = {
  title: 'a number of the year 9999 is not stored',
  run: (rig) =>
    eachPart(rig, (part, [first], trial) => {
      const scope = scopeOf(trial, part, rig)
      for (const { place, record } of spoilt(first, FAR_AWAY)) {
        const mapped = part.stream.mapRecord(record, scope)
        const days = mapped && !isRejected(mapped) ? mapped.facts.map(({ day }) => day) : []
        const isNear = days.every((day) => day < `${rig.now.getUTCFullYear() + 2}`)
        demand(isNear, `${part.stream.name}, ${place}: a row for ${days[0]} would be stored`)
      }
    }),
}

export const recordCases: ReplayCase[] = [keysCase, pagesCase, awkwardCase, farAwayCase, moneyCase]
