import type { SampleDay, SampleRow, UnixSeconds } from '#kit'
import { daysFrom, momentOf, weekdayOf } from './days.js'
import { OWNERS } from './crm.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'

const ZONE = 'Europe/Amsterdam'
const STARTED: SampleDay = '2025-01-06'
const DAY_SECONDS = 86_400

const LISTS = [
  { key: 'list/campaigns', name: 'Campaigns', spaceKey: 'space/marketing', spaceName: 'Marketing' },
  { key: 'list/content', name: 'Content', spaceKey: 'space/marketing', spaceName: 'Marketing' },
  { key: 'list/shop', name: 'Web shop', spaceKey: 'space/commerce', spaceName: 'Commerce' },
]
const WORK = [
  'Brief the agency',
  'Write newsletter',
  'Shoot product photos',
  'Fix checkout wording',
  'Plan cupping',
  'Update price list',
  'Review landing page',
]
const PRIORITIES = ['urgent', 'high', 'normal', 'low']

/** Tasks that the team opened, in the state they have reached. */
export function tasks({ business, seed, now }: Telling): SampleRow[] {
  const seconds = now.getTime() / 1000
  return daysFrom(STARTED, business.to)
    .filter((day) => weekdayOf(day) % 6 !== 0)
    .flatMap((day) => {
      const random = new Random(`${seed}/tasks/${day}`)
      return Array.from({ length: random.poisson(2.2) }, (_, number) =>
        task(`${day}/${number}`, day, { seed, seconds })
      )
    })
    .filter(({ createdAt }) => Number(createdAt) <= seconds)
}

function task(
  name: string,
  day: SampleDay,
  { seed, seconds }: { seed: string; seconds: UnixSeconds }
): SampleRow {
  const random = new Random(`${seed}/task/${name}`)
  const createdAt = momentOf(ZONE, day, random.between(0.36, 0.72))
  const startedAt = createdAt + random.integer(1, 6) * DAY_SECONDS
  const closedAt = startedAt + random.integer(1, 20) * DAY_SECONDS
  const assignee = random.pick(OWNERS)
  const list = random.pick(LISTS)
  const estimateSeconds = random.integer(1, 12) * 1800
  return {
    key: `task/${name}`,
    name: random.pick(WORK),
    listKey: list.key,
    listName: list.name,
    spaceKey: list.spaceKey,
    spaceName: list.spaceName,
    priority: random.pick(PRIORITIES),
    assigneeKey: assignee.key,
    assigneeName: `${assignee.firstName} ${assignee.lastName}`,
    assigneeEmail: assignee.email,
    creatorKey: random.pick(OWNERS).key,
    timeZone: ZONE,
    createdAt,
    dueAt: createdAt + 14 * DAY_SECONDS,
    estimateSeconds,
    tags: random.chance(0.4) ? ['q4'] : [],
    ...progress({ createdAt, startedAt, closedAt }, seconds, estimateSeconds),
  }
}

function progress(
  of: { createdAt: number; startedAt: number; closedAt: number },
  seconds: number,
  estimate: number
) {
  if (of.closedAt <= seconds) {
    return {
      status: 'complete',
      statusKind: 'closed',
      startedAt: of.startedAt,
      closedAt: of.closedAt,
      changedAt: of.closedAt,
      spentSeconds: Math.round(estimate * 1.1),
    }
  }
  return of.startedAt <= seconds
    ? {
        status: 'in progress',
        statusKind: 'custom',
        startedAt: of.startedAt,
        closedAt: null,
        changedAt: of.startedAt,
        spentSeconds: Math.round(estimate / 2),
      }
    : {
        status: 'to do',
        statusKind: 'open',
        startedAt: null,
        closedAt: null,
        changedAt: of.createdAt,
        spentSeconds: 0,
      }
}

export const taskLists = ({ read }: Telling): SampleRow[] =>
  LISTS.map((list) => ({
    ...list,
    tasks: read('tasks').filter(({ listKey }) => listKey === list.key).length,
  }))
