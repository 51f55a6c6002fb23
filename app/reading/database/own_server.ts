import { heldConnection } from '#foundation'
import type { Driver, OpenDatabase } from './driver.js'

/**
 * Whether the other end is the server that the product itself runs on or one of its replicas, by whatever name or forwarded port
 * it was reached: both answer the same question alike.
 */
export async function isOwnServer({ dialect }: Driver, open: OpenDatabase, timeoutMs: number) {
  if (dialect.identity === null) {
    return false
  }
  const { rows } = await open.ask({ text: dialect.identity, values: [] }, timeoutMs)
  const own = await heldConnection().rawQuery(dialect.identity)
  const ours = new Set(own.rows.map(({ identity }: { identity: string }) => identity))
  return rows.some(({ identity }) => ours.has(identity))
}
