import type { TenantTransaction } from '#foundation'
import type Connection from '../models/connection.js'

/** Sources with this much in common reach the same accounts of one vendor. */
export type VendorPlace = Pick<Connection, 'id' | 'pluginId' | 'connector' | 'mode'>

/** An account that another source of the organization reads as well. */
export interface AccountElsewhere {
  externalId: string
  name: string
  source: Pick<Connection, 'id' | 'name' | 'state'>
}

/**
 * Whoever connects, reconnects or chooses accounts of one vendor waits here, and then sees what the other one chose. Taken before
 * the rows of connections are, so that two who do both never wait for each other.
 */
export async function holdVendor(
  tenant: TenantTransaction,
  { pluginId, connector, mode }: Omit<VendorPlace, 'id'>
) {
  await tenant.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${tenant.organizationId}:accounts:${pluginId}:${connector}:${mode}`,
  ])
}

interface Row {
  externalId: string
  name: string
  sourceId: string
  sourceName: string
  state: Connection['state']
}

/**
 * Of several sources that read an account the oldest keeps it; one that cannot be read any more does not keep it from one that
 * can. Money of a sandbox is made up, so its accounts are not those of the vendor.
 */
const ELSEWHERE = `
  SELECT DISTINCT ON (a.external_id) a.external_id AS "externalId", a.name, c.id AS "sourceId",
    c.name AS "sourceName", c.state
  FROM connections c
  JOIN connection_accounts a
    ON a.organization_id = $1 AND a.connection_id = c.id AND a.is_selected
  LEFT JOIN connection_accounts own ON own.organization_id = $1 AND own.connection_id = $2
    AND own.external_id = a.external_id AND own.is_selected
  LEFT JOIN connections mine ON mine.organization_id = $1 AND mine.id = $2
  WHERE c.organization_id = $1 AND c.id <> $2 AND c.plugin_id = $3 AND c.connector = $4
    AND c.mode = $5 AND c.state <> 'removed' AND a.external_id = ANY($6::text[])
    AND (own.external_id IS NULL
      OR (c.state <> 'needs_reconnect' AND (c.created_at, c.id) < (mine.created_at, mine.id)))
  ORDER BY a.external_id, c.created_at, c.id`

/** Which of these accounts does another source of the organization read, so that this one leaves them to it? */
export async function accountsElsewhere(
  tenant: TenantTransaction,
  { id, pluginId, connector, mode }: VendorPlace,
  accounts: string[]
): Promise<AccountElsewhere[]> {
  if (accounts.length === 0) {
    return []
  }
  const place = [tenant.organizationId, id, pluginId, connector, mode]
  const { rows } = await tenant.query<Row>(ELSEWHERE, [...place, accounts])
  return rows.map(({ sourceId, sourceName, state, ...account }) => ({
    ...account,
    source: { id: sourceId, name: sourceName, state },
  }))
}
