import db from '@adonisjs/lucid/services/db'
import { Connection } from '#connections'
import { withTenant } from '#foundation'
import { hashOf } from '../address.js'

interface Entry {
  organization_id: string
  connection_id: string
}

/** The source whose address ends in this token; null where there is none. */
export async function findEndpoint(token: string): Promise<Connection | null> {
  const entry: Entry | null = await db
    .from('webhook_directory')
    .where('token_hash', hashOf(token))
    .first()
  if (!entry) {
    return null
  }
  const { organization_id: id, connection_id: connectionId } = entry
  const find = () => Connection.of({ id }).where('id', connectionId).first()
  return (await withTenant(id, find, { readOnly: true })) as Connection | null
}
