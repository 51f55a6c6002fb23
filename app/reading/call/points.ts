import db from '@adonisjs/lucid/services/db'
import type { Admission, PointsLimit } from './vendor_limits.js'

interface Bucket {
  used: number
  window_started_at: Date
  blocked_until: Date | null
}

/** Takes what a call is expected to cost, or says how long to wait until it is there. */
export async function takePoints(limit: PointsLimit, now: Date): Promise<Admission> {
  return db.transaction(async (trx) => {
    await trx.rawQuery(
      `INSERT INTO vendor_limits (key, window_started_at, used) VALUES (:key, :now, 0)
       ON CONFLICT (key) DO NOTHING`,
      { key: limit.key, now }
    )
    const { rows } = await trx.rawQuery<{ rows: Bucket[] }>(
      'SELECT used, window_started_at, blocked_until FROM vendor_limits WHERE key = :key FOR UPDATE',
      { key: limit.key }
    )
    const waitMs = waitFor(rows[0], limit, now)
    if (waitMs > 0) {
      return { admitted: false, waitMs }
    }
    const used = levelOf(rows[0], limit, now) + Math.min(limit.expects, limit.points)
    await trx.rawQuery(
      'UPDATE vendor_limits SET used = :used, window_started_at = :now WHERE key = :key',
      { key: limit.key, used: Math.ceil(used), now }
    )
    return { admitted: true }
  })
}

function waitFor(bucket: Bucket, limit: PointsLimit, now: Date): number {
  const blockedMs = (bucket.blocked_until?.getTime() ?? 0) - now.getTime()
  const { points, refill, expects } = limit
  const missing = levelOf(bucket, limit, now) + Math.min(expects, points) - points
  return Math.max(blockedMs, missing > 0 ? Math.ceil((missing / refill) * 1_000) : 0, 0)
}

/** A bucket that a clock which ran ahead wrote is taken as it is now. */
function levelOf({ used, window_started_at: since }: Bucket, { refill }: PointsLimit, now: Date) {
  const seconds = Math.max(0, now.getTime() - since.getTime()) / 1_000
  return Math.max(0, used - refill * seconds)
}

/** What the call really cost, or better what the vendor says is left, in the place of what was expected. */
export async function settlePoints(
  { key, points, expects }: PointsLimit,
  told: { cost: number | null; available: number | null },
  now: Date
): Promise<void> {
  if (told.available !== null) {
    const used = Math.round(Math.min(points, Math.max(0, points - told.available)))
    await db.rawQuery(
      'UPDATE vendor_limits SET used = :used, window_started_at = :now WHERE key = :key',
      { key, used, now }
    )
  } else if (told.cost !== null && told.cost !== expects) {
    const more = Math.round(told.cost - expects)
    await db.rawQuery(
      'UPDATE vendor_limits SET used = greatest(0, used + :more) WHERE key = :key',
      { key, more }
    )
  }
}
