import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Webhook } from 'standardwebhooks'
import { withTenant } from '#foundation'
import { deliverAlertJob } from '#alerts/jobs/deliver'
import { addChannel, rotateSecret, secretsOf } from '#alerts/telling/channels'
import { tellableAt } from '#alerts/telling/quiet_hours'
import { signedHeaders } from '#alerts/telling/signing'
import { evaluate, givenRule, givenSpend, LAST_DAY } from '#tests/support/alerts'
import { runWaiting } from '#tests/support/jobs'
import { listStoredMails } from '#mail/mailbox'
import { givenMember, givenOrganization } from '#tests/support/organizations'

const BODY = '{"type":"alert.opened"}'
const AT = new Date()

test.group('Telling incidents', () => {
  test('a new incident is mailed once to the roles of the channel', async ({ assert }) => {
    const organization = await givenOrganization()
    const manager = await givenMember(organization, 'manager')
    const viewer = await givenMember(organization, 'viewer')
    await givenSpend(organization, { changed: { [LAST_DAY]: 200 } })
    await withTenant(organization.id, (tenant) =>
      addChannel(
        tenant,
        { kind: 'email', name: 'Team', leastPriority: 'high', target: { roles: ['manager'] } },
        AT
      )
    )
    const condition = { direction: 'above', value: 150 } as const
    await givenRule(organization, { kind: 'threshold', condition, priority: 'low', name: 'Minor' })
    await givenRule(organization, { kind: 'threshold', condition, priority: 'high' })

    await evaluate(organization)
    await evaluate(organization)
    await runWaiting(deliverAlertJob as never)

    const mails = await listStoredMails(1_000)
    const subjects = (address: string) =>
      mails.filter(({ to }) => to === address).map(({ subject }) => subject)
    assert.deepEqual(subjects(manager.email), ['High: Spend'])
    assert.deepEqual(subjects(viewer.email), [])
  })

  test('receivers verify with either secret while it is rotated', async ({ assert }) => {
    const organization = await givenOrganization()
    const [first, second, kept] = await withTenant(organization.id, async (tenant) => {
      const target = { url: 'https://pager.example.test/in' }
      const channel = { kind: 'webhook', name: 'Pager', leastPriority: 'low', target } as const
      const { id, secret } = await addChannel(tenant, channel, AT)
      return [secret!, await rotateSecret(tenant, id), await secretsOf(tenant, id)] as const
    })

    const headers = signedHeaders(BODY, 'msg_1', { secrets: kept, at: AT })

    assert.deepEqual(new Webhook(first).verify(BODY, headers), JSON.parse(BODY))
    assert.deepEqual(new Webhook(second).verify(BODY, headers), JSON.parse(BODY))
    assert.throws(() => new Webhook(second).verify(`${BODY} `, headers))
  })

  test('quiet hours over midnight end in the morning of the organization')
    .with([
      { at: '2026-06-10T21:30:00Z', told: '2026-06-11T05:00:00.000Z' },
      { at: '2026-06-11T03:00:00Z', told: '2026-06-11T05:00:00.000Z' },
      { at: '2026-06-11T10:00:00Z', told: '2026-06-11T10:00:00.000Z' },
    ])
    .run(({ assert }, { at, told }) => {
      const quiet = { from: '22:00', to: '07:00' }

      const found = tellableAt(DateTime.fromISO(at), 'Europe/Amsterdam', quiet)

      assert.equal(found.toUTC().toISO(), told)
    })
})
