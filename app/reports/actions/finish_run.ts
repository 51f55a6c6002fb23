import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { mayStill } from '#organizations'
import type { ComposedReport } from '#reports/composing/compose_report'
import { planDeliveries, reviewersOf } from '#reports/delivering/plan_deliveries'
import { heldSchedule, type Schedule } from '#reports/delivering/schedules'
import type { PrintFault } from '#reports/printing/print_fault'
import type { Finding, Format, RunState } from '#reports/types'

const MEDIA_TYPES: Record<Format, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'application/gzip',
  png: 'image/png',
}

interface Finished {
  runId: string
  scheduleId: string | null
  report: ComposedReport
  findings: Finding[]
  files: Partial<Record<Format, Buffer>>
  /** Why a file is missing. */
  fault: PrintFault | null
  now: DateTime
}

/**
 * Keeps what was made, and has it sent where a schedule wants it and the send gate lets it through. Of what is not sent the one who
 * planned it is told.
 */
export async function finishRun(tenant: TenantTransaction, finished: Finished) {
  const { scheduleId, runId } = finished
  await storeFiles(tenant, finished)
  const schedule = scheduleId ? await heldSchedule(tenant, scheduleId) : null
  const isPlanned = !schedule || (await mayStill(tenant, schedule.createdBy, 'reports.send'))
  const findings = isPlanned ? finished.findings : [...finished.findings, PLANNER_LEFT]
  const isDecided = isPlanned || finished.fault !== null
  const state = isDecided ? stateOf({ ...finished, findings }, schedule) : 'held'
  await storeRun(tenant, { ...finished, findings }, state)
  if (schedule) {
    const told = await toldOf(tenant, { schedule, findings, state })
    await planDeliveries(tenant, runId, { ...told, now: finished.now.toJSDate() })
  }
}

interface Settled {
  schedule: Schedule
  findings: Finding[]
  state: RunState
}

/** The report for its readers, or for who decides the notice that there is something to decide. */
async function toldOf(tenant: TenantTransaction, { schedule, findings, state }: Settled) {
  return state === 'finished'
    ? { kind: 'report' as const, recipients: recipientsOf(schedule, findings) }
    : { kind: 'notice' as const, recipients: await reviewersOf(tenant, schedule.id) }
}

const PLANNER_LEFT: Finding = {
  rule: 'planner_left',
  message:
    'Whoever planned this report may not send reports any more. Send it once yourself, and plan it anew.',
}

function stateOf({ fault, findings }: Finished, schedule: Schedule | null): RunState {
  if (fault) {
    return 'failed'
  }
  return schedule?.onFindings === 'hold' && findings.length > 0 ? 'held' : 'finished'
}

/** What has findings goes to those who can look at it, where they are named. */
export function recipientsOf(schedule: Schedule, findings: Finding[]): string[] {
  const goesElsewhere = schedule.onFindings === 'fallback' && findings.length > 0
  return goesElsewhere ? schedule.fallbackRecipients : schedule.recipients
}

async function storeFiles(tenant: TenantTransaction, { runId, files }: Finished) {
  for (const [format, bytes] of Object.entries(files)) {
    await tenant.query(
      `INSERT INTO report_files (organization_id, run_id, format, media_type, bytes)
       VALUES ($1, $2, $3, $4, $5)`,
      [tenant.organizationId, runId, format, MEDIA_TYPES[format as Format], bytes]
    )
  }
}

async function storeRun(
  tenant: TenantTransaction,
  { runId, report, findings, fault, now }: Finished,
  state: RunState
) {
  await tenant.query(
    `UPDATE report_runs SET state = $3, contents = $4, findings = $5, code = $6, message = $7, finished_at = $8
      WHERE organization_id = $1 AND id = $2`,
    [
      ...[tenant.organizationId, runId, state, JSON.stringify(report), JSON.stringify(findings)],
      ...[fault?.code ?? null, fault?.message ?? null, now.toJSDate()],
    ]
  )
}
