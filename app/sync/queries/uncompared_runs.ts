import type { TenantTransaction } from '#foundation'

interface Uncompared {
  connectionId: string
  comparedAt: Date | null
}

/**
 * Sources whose latest run that changed numbers, or that could not read what it should, compared nothing. A run that
 * found the vendor away, or was cancelled before it read, changes nothing about an older comparison.
 */
const UNCOMPARED = `
  SELECT r.connection_id AS "connectionId",
    (SELECT max(c.created_at) FROM reconciliations c
      WHERE c.organization_id = $1 AND c.connection_id = r.connection_id) AS "comparedAt"
  FROM (
    SELECT DISTINCT ON (connection_id) connection_id, id FROM sync_runs
    WHERE organization_id = $1 AND connection_id = ANY($2::uuid[]) AND kind <> 'import'
      AND status IN ('succeeded', 'partial', 'failed', 'cancelled')
      AND (status IN ('succeeded', 'partial') OR records_written + records_restated > 0
        OR error_kind IN ('configuration', 'authorization'))
    ORDER BY connection_id, queued_at DESC
  ) r
  WHERE NOT EXISTS (SELECT 1 FROM reconciliations c
    WHERE c.organization_id = $1 AND c.connection_id = r.connection_id AND c.run_id = r.id)`

/** By source, why an older comparison says nothing about its numbers any more. */
export async function uncomparedRuns(
  tenant: TenantTransaction,
  connectionIds: string[]
): Promise<Map<string, string>> {
  const values = [tenant.organizationId, connectionIds]
  const { rows } = await tenant.query<Uncompared>(UNCOMPARED, values)
  return new Map(
    rows
      .filter(({ comparedAt }) => comparedAt !== null)
      .map(({ connectionId, comparedAt }) => [connectionId, sentence(comparedAt!)])
  )
}

function sentence(comparedAt: Date) {
  const day = comparedAt.toISOString().slice(0, 10)
  return `The latest sync was not compared with the vendor’s totals. The last comparison was on ${day}.`
}
