import { blockUntil, takeFrom, type SharedLimit } from './vendor_limits.js'

/** So many connections have to be refused within this time before the limit is taken for that of the whole app. */
const REFUSED_CONNECTIONS = 2
const REFUSED_WITHIN_MS = 60_000

export interface Refused {
  /** The connection that was refused. */
  connectionId: string
  until: Date
  now: Date
  /** The vendor said that it is the app that called too often. */
  isApp: boolean
}

/**
 * Closes the budgets behind a refusal. Who was refused waits; the budget that all tenants share stays open for the others, until a
 * second connection is refused as well, or the vendor says that it means all.
 */
export async function closeBudgets(limits: SharedLimit[], refused: Refused) {
  const { until, now } = refused
  const closed: SharedLimit[] = []
  for (const limit of limits) {
    if (!limit.isShared || (await concernsAll(limit, refused))) {
      closed.push(limit)
    }
  }
  await Promise.all(closed.map(({ key }) => blockUntil(key, until, now)))
}

/** Each connection counts once within the time, however many workers read it. */
async function concernsAll({ key }: SharedLimit, { connectionId, now, isApp }: Refused) {
  if (isApp) {
    return true
  }
  const own = { key: `${key}|refused|${connectionId}`, requests: 1, everyMs: REFUSED_WITHIN_MS }
  const isFirst = await takeFrom(own, now)
  if (!isFirst.admitted) {
    return false
  }
  const all = {
    key: `${key}|refused`,
    requests: REFUSED_CONNECTIONS - 1,
    everyMs: REFUSED_WITHIN_MS,
  }
  const isLone = await takeFrom(all, now)
  return !isLone.admitted
}
