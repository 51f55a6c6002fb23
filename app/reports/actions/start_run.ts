import { enqueue, newId, type TenantTransaction } from '#foundation'
import type { Report } from '#reports/queries/find_report'
import type { Format } from '#reports/types'

export const RUN_JOB = { name: 'reports.run' }

interface Starting {
  formats: Format[]
  userId: string | null
  now: Date
  /** Where the clock asks: each slot has one run. */
  scheduled?: { scheduleId: string; slot: Date }
}

/** Asks for a report as it stands: as soon as this transaction commits, a worker makes its files. */
export async function startRun(
  tenant: TenantTransaction,
  { id: reportId, revision }: Pick<Report, 'id' | 'revision'>,
  { formats, userId, now, scheduled }: Starting
): Promise<string> {
  const id = newId(now.getTime())
  const { organizationId } = tenant
  await tenant.query(
    `INSERT INTO report_runs (organization_id, id, report_id, version, state, formats, requested_by, created_at,
       schedule_id, slot)
     VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7, $8, $9)`,
    [
      ...[organizationId, id, reportId, revision, formats, userId, now],
      ...[scheduled?.scheduleId ?? null, scheduled?.slot ?? null],
    ]
  )
  await enqueue(
    RUN_JOB,
    { organizationId, runId: id },
    {
      ...{ within: tenant, group: organizationId, singletonKey: id },
      priority: -(await waitingRuns(tenant)),
    }
  )
  return id
}

/** The more of an organization wait, the later comes the next one: a thousand reports of one do not stand before the first of another. */
async function waitingRuns(tenant: TenantTransaction): Promise<number> {
  const { rows } = await tenant.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM report_runs WHERE organization_id = $1 AND state = 'waiting'`,
    [tenant.organizationId]
  )
  return rows[0].waiting
}
