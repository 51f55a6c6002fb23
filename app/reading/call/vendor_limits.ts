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

/** Moments that are told apart within a window: those in between count until the last of them is over. */
const GRAINS = 100

/**
 * Takes one request out of a budget, or says how long to wait. No window of the budget's length, wherever it begins, sees more than
 * its requests: vendors count in windows of their own. One statement on one row, so that workers that ask at once are admitted
 * one after the other. Keys hold connection and account ids only, nothing of a tenant's.
 */
export async function takeFrom(limit: RequestLimit, now: Date): Promise<Admission> {
  const { key, requests: most, everyMs } = limit
  const at = now.getTime()
  const grain = Math.ceil(everyMs / GRAINS)
  const { rows } = await db.rawQuery(TAKE, { key, now, at, most, every: everyMs, grain })
  return admission(rows[0], limit, now)
}

/** Moments further ahead than a window are the mark of a clock that ran ahead: they count as over. */
const TAKE = `
  INSERT INTO vendor_limits AS l (key, window_started_at, used, moments, counts)
    VALUES (:key, :now, 1, ARRAY[CAST(:at AS bigint)], ARRAY[1])
  ON CONFLICT (key) DO UPDATE SET (window_started_at, used, moments, counts) = (
    SELECT CAST(:now AS timestamptz), least(total, CAST(:most AS integer)) + 1,
      CASE WHEN is_closed THEN m
           WHEN is_same THEN m[1 : size - 1] || greatest(m[size], at)
           ELSE m || at END,
      CASE WHEN is_closed THEN c
           WHEN is_same THEN c[1 : size - 1] || c[size] + 1
           ELSE c || 1 END
    FROM (
      SELECT total, size, m, c, at, total >= CAST(:most AS integer) OR coalesce(l.blocked_until > :now, false) AS is_closed,
        coalesce(m[size] / CAST(:grain AS bigint) = at / CAST(:grain AS bigint), false) AS is_same
      FROM (
        SELECT CAST(:at AS bigint) AS at, coalesce(sum(count), 0)::integer AS total, count(*)::integer AS size,
          coalesce(array_agg(moment ORDER BY place), '{}') AS m,
          coalesce(array_agg(count ORDER BY place), '{}') AS c
        FROM unnest(l.moments, l.counts) WITH ORDINALITY AS taken (moment, count, place)
        WHERE moment > CAST(:at AS bigint) - CAST(:every AS bigint)
          AND moment <= CAST(:at AS bigint) + CAST(:every AS bigint)
      ) AS inside
    ) AS decided)
  RETURNING used, moments[1] AS oldest, blocked_until`

interface LimitRow {
  used: number
  /** Milliseconds since 1970, as PostgreSQL writes a bigint. */
  oldest: string
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
  const waitMs = Number(row.oldest) + everyMs - now.getTime()
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
