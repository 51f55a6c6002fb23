import type { TenantTransaction } from '#foundation'

/**
 * Joins by hash inside `work`. Rows of this transaction, and of an organization that is new since the planner last
 * looked, have no statistics: it expects one row, loops over the rows of the organization for each of them, and
 * takes minutes (20,000 rows: 77 s).
 */
export async function withHashJoins<Result>(
  tenant: TenantTransaction,
  work: () => Promise<Result>
): Promise<Result> {
  await tenant.query('SET LOCAL enable_nestloop = off')
  const result = await work()
  await tenant.query('SET LOCAL enable_nestloop = on')
  return result
}
