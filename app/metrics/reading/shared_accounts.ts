import type { TenantTransaction } from '#foundation'
import type { DayRange } from '../types.js'
import type { SourceStream } from './read_streams.js'

/** One account of a vendor, as one connection has it. */
export interface AccountAt {
  connectionId: string
  account: string
  name: string
  /** The entity that its rows are below; null where rows do not say whose they are. */
  entityId: string | null
}

/** The kind under which connectors map the vendor's account above what their rows are about. */
const ACCOUNT = 'account'

const ACCOUNTS = `
  WITH below AS (
    SELECT e.connection_id, e.external_id, e.name, e.id::text AS entity_id
    FROM entities e
    WHERE e.organization_id = $1 AND e.connection_id = ANY($2::uuid[]) AND e.kind = '${ACCOUNT}'
  )
  SELECT connection_id AS "connectionId", external_id AS account, name, entity_id AS "entityId" FROM below
  UNION ALL
  SELECT a.connection_id, a.external_id, a.name, NULL
  FROM connection_accounts a
  WHERE a.organization_id = $1 AND a.connection_id = ANY($2::uuid[]) AND a.is_selected
    AND a.connection_id NOT IN (SELECT connection_id FROM below)
  ORDER BY 1, 2`

/**
 * The accounts of connections that could have one in common: those of one connector of one plugin, in one mode. By what
 * their rows say, so also of accounts that are not read any more; where rows say nothing, by what is chosen.
 */
export async function readAccounts(
  tenant: TenantTransaction,
  streams: SourceStream[]
): Promise<AccountAt[]> {
  const kin = Map.groupBy(streams, placeOf)
  const several = [...kin.values()]
    .map((members) => [...new Set(members.map(({ connectionId }) => connectionId))])
    .filter((connections) => connections.length > 1)
  if (several.length === 0) {
    return []
  }
  const { rows } = await tenant.query<AccountAt>(ACCOUNTS, [tenant.organizationId, several.flat()])
  return rows
}

/** What connections have in common whose accounts can be the same. */
export const placeOf = ({ plugin, connector, mode }: SourceStream) =>
  `${plugin} ${connector} ${mode}`

/** Rows of one account in one stream: the account's own, or `f.entity_id` itself where the account is what they are about. */
export function ofAccount(alias: string, [organization, entity]: [string, string]): string {
  return `(${alias}.entity_id = ${entity} OR ${alias}.entity_id IN (SELECT e.id FROM entities e
    WHERE e.organization_id = ${organization} AND e.ancestors ->> '${ACCOUNT}' = ${entity}::text))`
}

const OF_ACCOUNT = ofAccount('f', ['$1', '$3::bigint'])
const DAYS = `
  SELECT
    (SELECT f.day::text FROM facts f WHERE f.organization_id = $1 AND f.stream_id = $2 AND ${OF_ACCOUNT}
      ORDER BY f.day LIMIT 1) AS "from",
    (SELECT f.day::text FROM facts f WHERE f.organization_id = $1 AND f.stream_id = $2 AND ${OF_ACCOUNT}
      ORDER BY f.day DESC LIMIT 1) AS "to"`

/** First and last day with rows of an account in a stream; null where it has none. */
export async function readAccountDays(
  tenant: TenantTransaction,
  stream: SourceStream,
  entityId: string
): Promise<DayRange | null> {
  const { rows } = await tenant.query<{ from: string | null; to: string | null }>(DAYS, [
    tenant.organizationId,
    stream.id,
    entityId,
  ])
  const [{ from, to }] = rows
  return from !== null && to !== null ? { from, to } : null
}
