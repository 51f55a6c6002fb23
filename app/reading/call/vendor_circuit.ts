import db from '@adonisjs/lucid/services/db'

/** Failures in a row after which a vendor is left alone for a while. */
const FAILURES = 10
const OPEN_MS = 60_000

/**
 * A circuit breaker per vendor and account whose state is one row, so that all workers stop together and one
 * of them tries first. (cockatiel keeps its state in the process, which would let every worker hammer for itself.)
 */
export async function readCircuit(key: string, now: Date): Promise<CircuitState> {
  const { rows } = await db.rawQuery(
    'SELECT failures, opened_until FROM vendor_circuits WHERE key = :key',
    { key }
  )
  const row: { failures: number; opened_until: Date | null } | undefined = rows[0]
  const openMs = row?.opened_until ? row.opened_until.getTime() - now.getTime() : 0
  return { failures: row?.failures ?? 0, openMs: Math.max(0, openMs) }
}

export interface CircuitState {
  failures: number
  /** How long the vendor is still left alone; 0 where calls may go out. */
  openMs: number
}

/** Counts a failure. The tenth in a row opens the circuit; one more after that opens it again. */
export async function countFailure(key: string, now: Date): Promise<void> {
  await db.rawQuery(
    `INSERT INTO vendor_circuits AS c (key, failures, opened_until, updated_at) VALUES (:key, 1, NULL, :now)
     ON CONFLICT (key) DO UPDATE SET failures = c.failures + 1, updated_at = :now,
       opened_until = CASE WHEN c.failures + 1 >= :most THEN :until ELSE c.opened_until END`,
    { key, now, most: FAILURES, until: new Date(now.getTime() + OPEN_MS) }
  )
}

/** A success after failures closes the circuit. */
export async function countSuccess(key: string): Promise<void> {
  await db.rawQuery('DELETE FROM vendor_circuits WHERE key = :key', { key })
}
