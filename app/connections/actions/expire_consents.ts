import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'
import { CONSENT_LIFETIME_MS } from '../oauth/pending_consents.js'

const REASON =
  'The consent was not finished within a quarter of an hour, so nothing has been read. Reconnect to start it again, or remove this source.'

/**
 * A source whose person left for the vendor and never came back waits for nobody any more: it says so. One that
 * was connected before keeps working with the credentials it has.
 */
export default class ExpireConsents {
  async execute(now: Date): Promise<void> {
    const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
    const before = new Date(now.getTime() - CONSENT_LIFETIME_MS)
    for (const { id } of rows) {
      await withTenant(id, (tenant) =>
        tenant.query(
          `UPDATE connections c SET state = 'needs_reconnect', state_kind = 'authorization',
             state_reason = $3, updated_at = $4
           WHERE organization_id = $1 AND state = 'pending' AND updated_at < $2
             AND NOT EXISTS (SELECT 1 FROM credentials k
               WHERE k.organization_id = $1 AND k.connection_id = c.id)`,
          [id, before, REASON, now]
        )
      )
    }
  }
}
