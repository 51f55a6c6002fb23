import db from '@adonisjs/lucid/services/db'

/** A budget shared by every process. */
export interface RequestLimit {
  key: string
  requests: number
  everyMs: number
}

/** A bucket of points that calls cost and that fills up again, shared by every process. */
export interface PointsLimit {
  key: string
  /** What the bucket holds when it is full. */
  points: number
  /** Points that come back each second. */
  refill: number
  /** What a call is taken to cost before it is made. */
  expects: number
}

/** A budget, and whether all tenants share it. */
export type SharedLimit = (RequestLimit | PointsLimit) & { isShared: boolean }

export type Admission = { admitted: true } | { admitted: false; waitMs: number }

/**
 * Takes one request out of a budget, or says how long to wait. One statement on one row, so that workers that
 * ask at once are admitted one after the other. Keys hold connection and account ids only, nothing of a tenant's.
 */
export async function takeFrom(limit: RequestLimit, now: Date): Promise<Admission> {
  // A window that begins later than it could is the mark of a clock that ran ahead: it counts as over.
  const earliest = new Date(now.getTime() - limit.everyMs)
  const latest = new Date(now.getTime() + limit.everyMs)
  const isOver = '(l.window_started_at <= :earliest OR l.window_started_at > :latest)'
  const { rows } = await db.rawQuery(
    `INSERT INTO vendor_limits AS l (key, window_started_at, used) VALUES (:key, :now, 1)
     ON CONFLICT (key) DO UPDATE SET
       window_started_at = CASE WHEN ${isOver} THEN :now ELSE l.window_started_at END,
       used = CASE WHEN l.blocked_until > :now THEN l.used
                   WHEN ${isOver} THEN 1
                   ELSE least(l.used + 1, :most + 1) END
     RETURNING used, window_started_at, blocked_until`,
    { key: limit.key, now, earliest, latest, most: limit.requests }
  )
  return admission(rows[0], limit, now)
}

interface LimitRow {
  used: number
  window_started_at: Date
  blocked_until: Date | null
}

function admission(row: LimitRow, { requests, everyMs }: RequestLimit, now: Date): Admission {
  const blockedMs = row.blocked_until ? row.blocked_until.getTime() - now.getTime() : 0
  if (blockedMs > 0) {
    return { admitted: false, waitMs: blockedMs }
  }
  if (row.used <= requests) {
    return { admitted: true }
  }
  const waitMs = row.window_started_at.getTime() + everyMs - now.getTime()
  return { admitted: false, waitMs: Math.max(1, waitMs) }
}

/** Lets the next one have it at once, where a budget is a turn. */
export async function giveBack(key: string): Promise<void> {
  await db.rawQuery('DELETE FROM vendor_limits WHERE key = :key', { key })
}

/** Closes a budget until the vendor wants to hear from us again; never earlier than said before. */
export async function blockUntil(key: string, until: Date, now: Date): Promise<void> {
  await db.rawQuery(
    `INSERT INTO vendor_limits AS l (key, window_started_at, used, blocked_until)
       VALUES (:key, :now, 0, :until)
     ON CONFLICT (key) DO UPDATE SET blocked_until = greatest(l.blocked_until, :until)`,
    { key, now, until }
  )
}
