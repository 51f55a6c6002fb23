import type { Database } from '@adonisjs/lucid/database'
import { assertOutsideTenant } from './tenant.js'

interface Pool {
  acquireConnection(): Promise<unknown>
}

/**
 * Makes every pool refuse a second connection to whoever holds one in an open tenant transaction. As many requests as
 * the pool has connections would each hold one and wait for another, until all of them time out. In every environment:
 * a query that slips in fails at its first try, alone, and not under load for everybody.
 */
export function guardPools({ manager }: Database) {
  const connect = manager.connect.bind(manager)
  manager.connect = (name) => {
    const wasOpen = manager.isConnected(name)
    connect(name)
    const opened = manager.get(name)?.connection
    if (opened?.client && !wasOpen) {
      guard(opened.client.client)
    }
  }
}

function guard(pool: Pool) {
  const acquire = pool.acquireConnection.bind(pool)
  pool.acquireConnection = async () => {
    assertOutsideTenant('A second connection to the database was asked for')
    return acquire()
  }
}
