import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { listStoredMails } from '#mail/mailbox'
import { carryOutRun } from '#reports/actions/carry_out_run'
import { carryOutSchedule } from '#reports/delivering/carry_out_schedule'
import { deliver } from '#reports/delivering/deliver'
import { givenAdvertising } from '#tests/support/business'
import { givenPlan } from '#tests/support/billing'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import {
  deliverAll,
  givenDueSchedule,
  givenReport,
  jobOf,
  rowsOf,
  sendNow,
} from '#tests/support/reports'
import { signIn } from '#tests/support/sign_in'

const STATES = 'SELECT id, state, findings FROM report_runs WHERE organization_id = $1 ORDER BY id'
const DELIVERIES =
  'SELECT recipient, state, attempts FROM report_deliveries WHERE organization_id = $1 ORDER BY recipient'

type RunRow = { id: string; state: string; findings: { rule: string }[] }

let number = 0
/** Of one test only: the mailbox is shared. */
const address = () => `client-${process.pid}-${++number}@example.test`

async function mailsTo(recipient: string) {
  const mails = await listStoredMails(1_000)
  return mails.filter(({ to }) => to === recipient)
}

async function given() {
  const organization = await givenOrganization()
  await givenAdvertising(organization)
  return organization
}

const withText = (body: string) => ({
  change: <Document extends { sections: object[] }>(document: Document) => ({
    ...document,
    sections: [{ id: 'text', kind: 'text' as const, body }, ...document.sections],
  }),
})

test.group('Delivering reports', () => {
  test('a due schedule sends its report once, with the files attached', async ({ assert }) => {
    const organization = await given()
    const recipient = address()
    const report = await givenReport(organization)
    const schedule = await givenDueSchedule(organization, report, { recipients: [recipient] })

    const again = jobOf(organization, { scheduleId: schedule })
    await Promise.all([
      carryOutSchedule(jobOf(organization, { scheduleId: schedule }), DateTime.utc()),
      carryOutSchedule(again, DateTime.utc()),
    ])
    const [run, ...others] = await rowsOf<RunRow>(organization, STATES)
    await carryOutRun(jobOf(organization, { runId: run.id }), DateTime.utc())
    await deliverAll(organization)

    const [mail, ...more] = await mailsTo(recipient)
    assert.lengthOf([...others, ...more], 0)
    assert.match(mail.subject, /^Weekly report, \d{4}-\d\d-\d\d to/)
    assert.match(mail.attachments![0].name, /^weekly-report-.*\.csv\.gz$/)
    const [{ next }] = await rowsOf<{ next: Date }>(
      organization,
      'SELECT next_at AS next FROM report_schedules WHERE organization_id = $1'
    )
    assert.isAbove(next.getTime(), Date.now())
  })

  test('a worker that ends between the mail and its note sends the same mail again', async ({
    assert,
  }) => {
    const organization = await given()
    const recipients = [address(), address()]
    const report = await givenReport(organization)
    const schedule = await givenDueSchedule(organization, report, { recipients })
    await carryOutSchedule(jobOf(organization, { scheduleId: schedule }), DateTime.utc())
    const [run] = await rowsOf<RunRow>(organization, STATES)
    await carryOutRun(jobOf(organization, { runId: run.id }), DateTime.utc())

    const waiting = await rowsOf<{ id: string }>(
      organization,
      'SELECT id FROM report_deliveries WHERE organization_id = $1'
    )
    for (const { id } of waiting) {
      const killed = { ...jobOf(organization, { deliveryId: id }), completeIn: ended }
      await assert.rejects(() => deliver(killed, DateTime.utc()), 'killed')
    }
    await deliverAll(organization)
    await deliverAll(organization)

    const mails = await Promise.all(recipients.map(mailsTo))
    assert.deepEqual(
      mails.map((each) => each.length),
      [1, 1]
    )
    const states = await rowsOf<{ state: string; attempts: number }>(organization, DELIVERIES)
    assert.deepEqual(
      states.map(({ state, attempts }) => [state, attempts]),
      [
        ['sent', 1],
        ['sent', 1],
      ]
    )
  })

  test('what the plan has no room for waits, says so, and is sent after an upgrade', async ({
    assert,
  }) => {
    const organization = await given()
    await givenPlan(organization, { plan: 'team', included: { reports: 1 } })
    const report = await givenReport(organization)
    const recipients = [address(), address()]
    const schedule = await givenDueSchedule(organization, report, { recipients })
    await carryOutSchedule(jobOf(organization, { scheduleId: schedule }), DateTime.utc())
    const [run] = await rowsOf<RunRow>(organization, STATES)
    await carryOutRun(jobOf(organization, { runId: run.id }), DateTime.utc())

    const all = 'SELECT id FROM report_deliveries WHERE organization_id = $1'
    for (const { id } of await rowsOf<{ id: string }>(organization, all)) {
      await deliver(jobOf(organization, { deliveryId: id }), DateTime.utc())
    }
    const reasons = await rowsOf<{ state: string; reason: string | null }>(
      organization,
      'SELECT state, reason FROM report_deliveries WHERE organization_id = $1 ORDER BY state'
    )
    await givenPlan(organization, { plan: 'business' })
    await deliverAll(organization)

    assert.deepEqual(
      reasons.map(({ state, reason }) => [state, /includes 1 report a month/.test(reason ?? '')]),
      [
        ['sent', false],
        ['waiting', true],
      ]
    )
    const mails = await Promise.all(recipients.map(mailsTo))
    assert.deepEqual(
      mails.map((each) => each.length),
      [1, 1]
    )
    const [{ used }] = await rowsOf<{ used: number }>(
      organization,
      `SELECT sum(quantity)::int AS used FROM usage_entries WHERE organization_id = $1 AND meter = 'reports'`
    )
    assert.equal(used, 2)
  })

  test('what the gate finds is held until a person releases it', async ({ assert, client }) => {
    const organization = await given()
    const recipient = address()
    const reviewer = await givenMember(organization, 'manager')
    const report = await givenReport(organization, withText('For {{ client }}'))
    const schedule = await givenDueSchedule(organization, report, { recipients: [recipient] })
    const runId = await sendNow(organization, schedule)
    const [held] = await rowsOf<RunRow>(organization, STATES)
    assert.equal(held.state, 'held')
    assert.include(
      held.findings.map(({ rule }) => rule),
      'open_variable'
    )
    assert.lengthOf(await mailsTo(recipient), 0)
    const [notice] = await mailsTo(reviewer.email)
    assert.equal(notice.subject, 'Held: Weekly report')
    assert.include(notice.text, 'was never filled in')

    const as = await signIn(reviewer)
    const path = `/o/${organization.slug}/reports/${report}/runs/${runId}/release`
    await as(client.post(path))
    const late = await as(client.post(path).accept('json'))
    await deliverAll(organization)
    late.assertStatus(409)
    assert.lengthOf(await mailsTo(recipient), 1)
  })

  test('or goes out marked, or to others', async ({ assert }) => {
    const organization = await given()
    const [client, colleague, marked] = [address(), address(), address()]
    const report = await givenReport(organization, withText('For {{ client }}'))
    const elsewhere = await givenDueSchedule(organization, report, {
      ...{ recipients: [client], onFindings: 'fallback', fallbackRecipients: [colleague] },
    })
    await sendNow(organization, elsewhere)
    const openly = await givenDueSchedule(organization, report, {
      ...{ recipients: [marked], onFindings: 'mark' },
    })
    await sendNow(organization, openly)

    assert.lengthOf(await mailsTo(client), 0)
    assert.lengthOf(await mailsTo(colleague), 1)
    const [mail] = await mailsTo(marked)
    assert.match(mail.subject, /^To be checked: /)
    assert.include(mail.text, '{{client}}')
  })

  test('one that outlives the right of who planned it is held', async ({ assert }) => {
    const organization = await given()
    const recipient = address()
    const { id: userId } = await givenMember(organization, 'viewer')
    const report = await givenReport(organization)
    const fields = { userId, recipients: [recipient], onFindings: 'mark' as const }
    await sendNow(organization, await givenDueSchedule(organization, report, fields))
    const [run] = await rowsOf<RunRow>(organization, STATES)
    assert.deepEqual([run.state, run.findings.map(({ rule }) => rule)], ['held', ['planner_left']])
    assert.lengthOf(await mailsTo(recipient), 0)
  })

  test('only who may send plans it, and only to mail addresses', async ({ client }) => {
    const organization = await given()
    const report = await givenReport(organization)
    const path = `/o/${organization.slug}/reports/${report}/schedules`
    const plan = async (role: 'analyst' | 'manager', recipients: string[]) => {
      const as = await signIn(await givenMember(organization, role))
      const rule = { every: 'month', dayOfMonth: 31, at: '08:00' }
      const fields = { rule, timeZone: 'Europe/Paris', formats: ['pdf'], onFindings: 'hold' }
      return as(
        client
          .post(path)
          .accept('json')
          .json({ ...fields, recipients })
      )
    }
    const refused = await plan('analyst', ['a@example.test'])
    const wrong = await plan('manager', ['not an address'])
    const planned = await plan('manager', ['a@example.test'])
    refused.assertStatus(403)
    wrong.assertStatus(422)
    planned.assertStatus(302)
  })
})

async function ended(): Promise<void> {
  throw new Error('killed')
}
