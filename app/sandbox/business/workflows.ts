import type { SampleDay, SampleRow } from '#kit'
import { addDays, dayIn, daysFrom, momentOf, startOfDay } from './days.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'

const ZONE = 'Europe/Amsterdam'
const STARTED: SampleDay = '2025-01-06'

const WORKFLOWS = [
  {
    key: 'workflow/order-to-sheet',
    name: 'Order to spreadsheet',
    perDay: 14,
    seconds: 4,
    fails: 0.015,
    mode: 'webhook',
  },
  {
    key: 'workflow/lead-to-crm',
    name: 'Lead to CRM',
    perDay: 2,
    seconds: 7,
    fails: 0.04,
    mode: 'webhook',
  },
  {
    key: 'workflow/daily-report',
    name: 'Daily report',
    perDay: 1,
    seconds: 45,
    fails: 0.02,
    mode: 'trigger',
  },
  {
    key: 'workflow/stock-alert',
    name: 'Stock alert',
    perDay: 24,
    seconds: 2,
    fails: 0.005,
    mode: 'trigger',
  },
]

/** Each run of each workflow, numbered for good by the second it began. */
export function workflowRuns({ business, seed, now }: Telling): SampleRow[] {
  const seconds = now.getTime() / 1000
  return daysFrom(business.from, dayIn(ZONE, now))
    .flatMap((day) => WORKFLOWS.flatMap((workflow) => runsOn(workflow, day, seed)))
    .filter(({ stoppedAt }) => Number(stoppedAt) <= seconds)
    .sort(
      (one, other) =>
        Number(one.startedAt) - Number(other.startedAt) ||
        (String(one.key) < String(other.key) ? -1 : 1)
    )
}

function runsOn(workflow: (typeof WORKFLOWS)[number], day: SampleDay, seed: string): SampleRow[] {
  const random = new Random(`${seed}/runs/${workflow.key}/${day}`)
  const count = workflow.perDay === 1 ? 1 : random.poisson(workflow.perDay)
  return Array.from({ length: count }, (_, number) => {
    const startedAt = momentOf(ZONE, day, random.next())
    const durationSeconds = Math.max(1, Math.round(workflow.seconds * random.noise(0.4)))
    const failed = random.chance(workflow.fails)
    return {
      key: `${workflow.key}/${day}/${number}`,
      number: (startedAt - 1_700_000_000) * 10 + WORKFLOWS.indexOf(workflow),
      workflowKey: workflow.key,
      workflowName: workflow.name,
      status: failed ? 'error' : 'success',
      mode: workflow.mode,
      startedAt,
      stoppedAt: startedAt + durationSeconds,
      day,
      timeZone: ZONE,
      durationSeconds,
      error: failed ? 'The request timed out' : null,
    }
  })
}

export const workflows = (): SampleRow[] =>
  WORKFLOWS.map(({ key, name }, index) => ({
    key,
    name,
    isActive: true,
    nodes: 4 + index,
    createdAt: startOfDay(ZONE, STARTED) + index * 3600,
    changedAt: startOfDay(ZONE, addDays(STARTED, 30)) + index * 3600,
  }))

export const chatChannels = (): SampleRow[] =>
  ['general', 'marketing', 'numbers', 'roastery'].map((name, index) => ({
    key: `channel/${name}`,
    name,
    isPrivate: false,
    isMember: index > 0,
    members: 12 - index * 2,
    topic: name === 'numbers' ? 'What Quarterdeck reports' : '',
    createdAt: startOfDay(ZONE, STARTED) + index,
  }))
