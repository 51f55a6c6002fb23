import db from '@adonisjs/lucid/services/db'
import { withTenant, type TenantTransaction } from '#foundation'

interface Overlap<Answer> {
  /** What one transaction does and has not committed yet. Locks it takes are held. */
  first: (tenant: TenantTransaction) => Promise<unknown>
  /** What starts after that, reads the rows as they were before, and has to wait. */
  then: () => PromiseLike<Answer>
  /** What happens while both are under way. */
  during?: () => PromiseLike<unknown>
}

/**
 * Two entities at the same moment, in the order that does damage, every time: `first` has happened but is not committed
 * when `then` is let in, and is committed as soon as `then` waits for it in the database. Answers what `then` answers.
 */
export async function meanwhile<Answer>(
  organization: { id: string },
  { first, then, during }: Overlap<Answer>
): Promise<Answer> {
  const [begun, release] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()]
  const committed = withTenant(organization.id, async (tenant) => {
    await first(tenant)
    const { rows } = await tenant.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    begun.resolve(rows[0].pid)
    await release.promise
  })
  const pid = await Promise.race([begun.promise, committed.then(() => -1)])
  const later = Promise.resolve(then())
  await untilBlocked(pid, later)
  await during?.()
  release.resolve()
  await committed
  return later
}

/** Until it waits, or is through without having had to. Asks PostgreSQL again and again: nothing is slept for. */
async function untilBlocked(pid: number, later: Promise<unknown>) {
  let isThrough = false
  const through = () => (isThrough = true)
  void later.then(through, through)
  const waiting = 'SELECT 1 FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))'
  let waiters: unknown[] = []
  while (waiters.length === 0 && !isThrough) {
    ;({ rows: waiters } = await db.rawQuery(waiting, [pid]))
  }
}
