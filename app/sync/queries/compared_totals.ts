import type { TenantTransaction } from '#foundation'

/** One line of the table that holds our sums against the vendor's. Money is in micros. */
export interface ComparedTotal {
  stream: string
  part: string
  metric: string
  currency: string | null
  windowFrom: string
  windowTo: string
  status: 'matched' | 'gap' | 'unavailable'
  vendorTotal: number | null
  storedTotal: number | null
  matchedPercent: number | null
  reason: string | null
}

/** Which totals were compared at the end of this run, and how did they come out? */
export async function comparedTotals(
  tenant: TenantTransaction,
  runId: string
): Promise<ComparedTotal[]> {
  const { rows } = await tenant.query<ComparedTotal>(
    `SELECT stream, part, metric, currency, window_from::text AS "windowFrom",
       window_to::text AS "windowTo", status, vendor_total AS "vendorTotal",
       stored_total AS "storedTotal", matched_percent AS "matchedPercent", reason
     FROM reconciliations WHERE organization_id = $1 AND run_id = $2
     ORDER BY status, stream, part, metric, currency`,
    [tenant.organizationId, runId]
  )
  return rows
}
