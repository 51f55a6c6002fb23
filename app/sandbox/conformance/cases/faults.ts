import type { ErrorKind, Stream } from '#kit'
import type { StreamRead } from '#reading'
import type { DayWindow } from '#shared/day_window'
import type { Fault, FaultKind } from '../../emulator/faults.js'
import {
  mainPart,
  readPart,
  readsOf,
  reasonOf,
  sameContent,
  windowOf,
  type Reading,
} from '../reading.js'
import { givenTrial, type Rig, type Trial } from '../rig.js'
import { demand, demandSentence, type ReplayCase } from '../verdict.js'
import { hostOf } from './credentials.js'
import { whyNotPaged } from './records.js'

/** What is read without a fault, and in which days. */
interface Honest {
  window: DayWindow
  reading: Reading
}

/** It is the same each time, so that it is read once for all cases of a rig. */
const honestReadings = new WeakMap<Rig, Honest>()

/** Enough for a second page where the vendor has many records; every case reads them twice at least. */
const FEW_DAYS = 3

async function honestReading(rig: Rig, trial: Trial): Promise<Honest> {
  const honest = honestReadings.get(rig) ?? (await readHonestly(rig, trial))
  honestReadings.set(rig, honest)
  trial.clock.slept.length = 0
  return honest
}

async function readHonestly(rig: Rig, trial: Trial): Promise<Honest> {
  const read = async (window: DayWindow) => ({
    window,
    reading: await readPart(trial, mainPart(trial), { window }),
  })
  const few = await read(windowOf(rig, FEW_DAYS))
  const filled = few.reading.pages.filter((records) => records.length > 0)
  return filled.length > 1 ? few : read(windowOf(rig))
}

/** Reads with a fault planted before the first page, and the same without it. */
async function readWith(rig: Rig, fault: Omit<Fault, 'host'>, partOf = mainPart) {
  const trial = await givenTrial(rig)
  const part = partOf(trial)
  const { window, reading: honest } = await honestReading(rig, trial)
  // Another part may have fewer records than the one whose days were chosen.
  const asked = partOf === mainPart ? window : windowOf(rig)
  rig.emulator.addFault({ host: hostOf(rig), ...fault })
  rig.emulator.onHang(() => trial.clock.missDeadlines())
  const reading = await readPart(trial, part, { window: asked })
  return { honest, reading, slept: trial.clock.slept }
}

const PASSING: FaultKind[] = [
  'too_many_requests',
  'server_error',
  'unavailable',
  'request_timeout',
  'connection_reset',
  'truncated',
  'html_page',
  'empty_body',
  'reordered_page',
]

const once: ReplayCase[] = PASSING.map((kind) => ({
  title: `${kind} once: reading continues without loss`,
  async run(rig) {
    const { honest, reading } = await readWith(rig, { kind })
    demand(reading.status === 'whole', `reading stops: ${reasonOf(reading)}`)
    demand(sameContent(honest, reading), 'other records arrive than without the fault')
  },
}))

const LASTING: [FaultKind, ErrorKind[]][] = [
  ['too_many_requests', ['temporary']],
  ['server_error', ['temporary']],
  ['unavailable', ['temporary']],
  ['request_timeout', ['temporary']],
  ['connection_reset', ['temporary']],
  ['truncated', ['temporary']],
  ['html_page', ['temporary']],
  ['empty_body', ['temporary']],
  ['forbidden', ['authorization']],
  ['error_in_success', ['temporary', 'permanent']],
]

const lasting: ReplayCase[] = LASTING.map(([kind, kinds]) => ({
  title: `${kind} again and again ends in a sentence`,
  async run(rig) {
    const { reading } = await readWith(rig, { kind, times: 500 })
    demand(reading.status === 'failed', `it ends as '${reading.status}', with nothing to see`)
    const { failure } = reading
    demand(kinds.includes(failure.kind), `it is called ${failure.kind}, not ${kinds.join(' or ')}`)
    demandSentence(failure.message)
  },
}))

const hasPages = ({ connector }: Rig, { page = connector.definition.http.page }: Stream) =>
  page !== undefined && page.by !== 'none'

/** Where a lie about pages is told: reports are often whole, and lists beside them have pages. */
function pagedPart(rig: Rig, trial: Trial): StreamRead {
  const paged = readsOf(trial).filter(({ stream }) => hasPages(rig, stream.definition))
  const main = mainPart(trial)
  return paged.find(({ stream }) => stream === main.stream) ?? paged[0] ?? main
}

const PAGING: FaultKind[] = ['repeated_token', 'endless_pages', 'lying_more']

const paging: ReplayCase[] = PAGING.map((kind) => ({
  title: `${kind}: the list ends, in a sentence`,
  skip: whyNotPaged,
  async run(rig) {
    const { reading } = await readWith(rig, { kind, times: 500 }, (trial) => pagedPart(rig, trial))
    demand(reading.status === 'failed', `it ends as '${reading.status}', with nothing to see`)
    demand(
      reading.failure.kind === 'temporary',
      `it is called ${reading.failure.kind}: ${reading.failure.message}`
    )
    demandSentence(reading.failure.message)
  },
}))

export const faultCases: ReplayCase[] = [
  ...once,
  {
    title: 'Retry-After is kept to the second',
    async run(rig) {
      const fault = { kind: 'too_many_requests' as const, retryAfterSeconds: 7 }
      const { reading, slept } = await readWith(rig, fault)
      demand(reading.status === 'whole', `reading stops: ${reasonOf(reading)}`)
      demand(slept.includes(7_000), `it waited ${slept.join(', ') || 'not at all'}`)
    },
  },
  ...lasting,
  ...paging,
  {
    title: 'a vendor that hangs is given up on',
    async run(rig) {
      const { reading } = await readWith(rig, { kind: 'hang', times: 500 })
      demand(reading.status === 'failed', `it ends as '${reading.status}', with nothing to see`)
      demand(
        reading.failure.kind === 'temporary',
        `it is called ${reading.failure.kind}: ${reading.failure.message}`
      )
      demandSentence(reading.failure.message)
    },
  },
]
