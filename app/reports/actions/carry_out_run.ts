import type { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import Organization from '#organizations/models/organization'
import { composeReport, type ComposedReport } from '#reports/composing/compose_report'
import { findFaults } from '#reports/gate/find_faults'
import { csvOfReport } from '#reports/files/csv_of_report'
import { workbookOfReport } from '#reports/files/workbook_of_report'
import { finishRun } from '#reports/actions/finish_run'
import { printReport } from '#reports/printing/print_report'
import { PrintFault } from '#reports/printing/print_fault'
import type { Format, ReportDocument } from '#reports/types'

const PRINTED: readonly Format[] = ['pdf', 'png']

/** A browser that ended half-way is started again this often. */
const MOST_TRIES = 3

interface Job {
  payload: { organizationId: string; runId: string }
  retryCount: number
  completeIn: (tenant: TenantTransaction) => Promise<void>
}

type Files = Partial<Record<Format, Buffer>>
type Outcome = { files: Files; fault: PrintFault | null }

/**
 * Makes the files of a run. It reads in one transaction, prints outside of any, and writes the files together with the end of the
 * job: after a crash nothing has happened, and the next try makes them once.
 */
export async function carryOutRun(job: Job, now: DateTime) {
  const { organizationId, runId } = job.payload
  const begun = await withTenant(organizationId, (tenant) => begin(tenant, runId, now), {
    readOnly: true,
  })
  const outcome = begun && (await filesOf(begun.report, begun.formats))
  if (outcome?.fault?.isPassing && job.retryCount < MOST_TRIES - 1) {
    throw outcome.fault
  }
  await withTenant(
    organizationId,
    async (tenant) => {
      if (outcome) {
        await finishRun(tenant, { ...begun, ...outcome, runId, now })
      }
      await job.completeIn(tenant)
    },
    { keepsAnswers: true }
  )
}

interface Waiting {
  name: string
  document: ReportDocument
  formats: Format[]
  scheduleId: string | null
}

/** Null where it was made already, or its report was deleted. */
async function begin(tenant: TenantTransaction, runId: string, now: DateTime) {
  const { rows } = await tenant.query<Waiting>(
    `SELECT v.name, v.document, r.formats, r.schedule_id AS "scheduleId" FROM report_runs r
       JOIN report_versions v ON v.organization_id = r.organization_id
        AND v.report_id = r.report_id AND v.number = r.version
      WHERE r.organization_id = $1 AND r.id = $2 AND r.state = 'waiting'`,
    [tenant.organizationId, runId]
  )
  if (rows.length === 0) {
    return null
  }
  const [{ name, document, formats, scheduleId }] = rows
  const organization = await Organization.findOrFail(tenant.organizationId, { client: tenant.trx })
  const asking = { tenant, organization, now }
  const report = await composeReport({ asking, name, document })
  return { formats, scheduleId, report, findings: await findFaults(asking, report) }
}

/** Where nothing can be printed, the other files are made all the same. */
async function filesOf(report: ComposedReport, formats: Format[]): Promise<Outcome> {
  const files: Files = {
    ...(formats.includes('xlsx') && { xlsx: await workbookOfReport(report) }),
    ...(formats.includes('csv') && { csv: await csvOfReport(report) }),
  }
  if (!formats.some((format) => PRINTED.includes(format))) {
    return { files, fault: null }
  }
  try {
    return { files: { ...files, ...(await printReport(report, formats)) }, fault: null }
  } catch (error) {
    if (!(error instanceof PrintFault)) {
      throw error
    }
    return { files, fault: error }
  }
}
