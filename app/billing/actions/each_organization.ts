import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'

/** Does something for every organization; one that fails does not keep the others from their turn. */
export async function eachOrganization(
  what: string,
  work: (organizationId: string) => Promise<unknown>
): Promise<{ done: number; failed: number }> {
  const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
  const failures: unknown[] = []
  for (const { id } of rows) {
    await work(id).catch((err: unknown) => {
      failures.push(err)
      logger.error({ err, organizationId: id }, what)
    })
  }
  return { done: rows.length - failures.length, failed: failures.length }
}
