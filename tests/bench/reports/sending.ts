import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { startWorker } from '#foundation/job_queue'
import { createReport } from '#reports/actions/save_report'
import { addSchedule } from '#reports/delivering/schedules'
import { deliverReportJob, reportDueJob } from '#reports/jobs/deliver_jobs'
import { runReportJob } from '#reports/jobs/run_report_job'
import { asOwner } from '../query/given_facts.js'
import { givenOrganization } from '../surroundings.js'

const LOOK_EVERY_MS = 500
const SETTLED = `SELECT organization_id AS id, max(settled_at) AS last, count(*)::int AS sent
  FROM report_deliveries WHERE state = 'sent' GROUP BY organization_id`

/** Scheduled reports of many organizations, the first of which has most of them, until each was mailed once. */
export async function measureSending(scheduled: number, organizations: number) {
  const ids: string[] = []
  for (let count = 0; count < organizations; count++) {
    ids.push(await givenOrganization())
  }
  // Half of all belong to one: fairness is what the others feel of it.
  const large = Math.floor(scheduled / 2)
  for (let count = 0; count < scheduled; count++) {
    const place = count < large ? 0 : 1 + (count % (organizations - 1))
    await givenSchedule(ids[place], count)
  }
  const started = Date.now()
  const stop = await startWorker([reportDueJob, runReportJob, deliverReportJob], { isHelper: true })
  const rows = await untilSent(scheduled)
  await stop()
  const ends = rows.map(({ id, last }) => ({ id, seconds: (last.getTime() - started) / 1_000 }))
  const others = ends.filter(({ id }) => id !== ids[0]).map(({ seconds }) => seconds)
  const mails = await mailsSince(started)
  return {
    ...{ scheduled, organizations, mails: mails.length },
    double: mails.length - new Set(mails).size,
    missing: scheduled - new Set(mails).size,
    seconds: Math.max(...ends.map(({ seconds }) => seconds)),
    ofTheOthersSeconds: Math.max(...others),
  }
}

async function givenSchedule(organizationId: string, count: number) {
  await withTenant(organizationId, async (tenant) => {
    const sections = [{ id: 'text', kind: 'text' as const, body: 'Nothing but words.' }]
    const range = { from: '2026-01-01', to: '2026-01-31' }
    const document = { range, comparison: 'none' as const, currency: null, filters: [], sections }
    const by = { userId: null, now: new Date() }
    const reportId = await createReport(tenant, { name: `Report ${count}`, document, ...by })
    await addSchedule(tenant, {
      ...{ reportId, userId: null, now: DateTime.utc().minus({ days: 2 }) },
      fields: {
        rule: { every: 'day', at: '08:00' },
        ...{ timeZone: 'UTC', recipients: [`to-${count}@example.test`], formats: ['csv'] },
        ...{ onFindings: 'mark', fallbackRecipients: [], message: '' },
      },
    })
  })
}

async function untilSent(wanted: number) {
  for (;;) {
    const { rows } = await asOwner((client) =>
      client.query<{ id: string; last: Date; sent: number }>(SETTLED)
    )
    if (rows.reduce((sum, { sent }) => sum + sent, 0) >= wanted) {
      return rows
    }
    await delay(LOOK_EVERY_MS)
  }
}

/** One file for each mail that left, under the id of its delivery. */
async function mailsSince(started: number): Promise<string[]> {
  const folder = join(process.env.DATA_DIR!, 'mailbox')
  const names = await readdir(folder)
  const mails = names.filter((name) => name.endsWith('.json'))
  const times = await Promise.all(mails.map((name) => stat(join(folder, name))))
  const recent = mails.filter((_, place) => times[place].birthtimeMs >= started)
  return Promise.all(recent.map(async (name) => recipientOf(join(folder, name))))
}

const recipientOf = async (path: string) => JSON.parse(await readFile(path, 'utf8')).to as string
