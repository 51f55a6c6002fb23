import { test } from '@japa/runner'
import Organization from '#organizations/models/organization'
import { givenMember } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenTill, givenTills } from '#tests/support/till'

async function givenSoldTill() {
  const till = await givenTill()
  const organization = await Organization.findOrFail(till.organizationId)
  await till.sell('d1', [{ id: 's1', total: 5 }])
  await till.sell('d2', [{ id: 's2', total: 'five' }])
  await till.send({ id: 'd3', type: 'shift_opened' })
  await till.sell('d4', [], { secret: 'guess' })
  await till.work()
  const [{ slug }] = await till.query<{ slug: string }>('SELECT slug FROM connections')
  return { till, organization, path: `/o/${organization.slug}/sources/${slug}` }
}

test.group('The deliveries of a source', (group) => {
  group.setup(async () => givenTills())

  test('are listed with their outcome and its reason, and by outcome', async ({
    client,
    assert,
  }) => {
    const { organization, path } = await givenSoldTill()
    const as = await signIn(await givenMember(organization, 'viewer'))
    const open = async (query: string) => {
      const page = await as(client.get(`${path}/deliveries${query}`)).withInertia()
      return page.inertiaProps as {
        found: { counts: object; total: number }
        endpoint: unknown
        deliveries: { eventId: string | null; outcome: string; reason: string | null }[]
      }
    }
    const all = await open('')
    const failed = await open('?outcome=failed')

    assert.deepEqual(all.found.counts, { landed: 1, failed: 1, ignored: 1, refused: 1 })
    assert.isNull(all.endpoint, 'who only looks cannot send')
    assert.deepEqual(
      failed.deliveries.map(({ eventId, reason }) => [eventId, reason]),
      [['d2', 'revenue: "five" is not an amount.']]
    )
  })

  test('can be replayed, which is written down and counts once', async ({ client, assert }) => {
    const { till, organization, path } = await givenSoldTill()
    const as = await signIn(await givenMember(organization, 'manager'))
    const [{ id }] = await till.query<{ id: string }>(
      `SELECT id FROM webhook_deliveries WHERE event_id = 'event d1'`
    )
    const replay = () => as(client.post(`${path}/deliveries/${id}/replay`))

    await replay()
    await till.work()

    assert.deepEqual(await till.revenue(), { s1: 5 })
    const [{ outcome }] = await till.deliveries()
    assert.equal(outcome, 'landed')
    const entries = await till.query(
      `SELECT 1 FROM audit_entries WHERE action = 'delivery.replayed'`
    )
    assert.lengthOf(entries, 1)
  })

  test('come to a new address and are signed with a new secret once a manager says so', async ({
    client,
    assert,
  }) => {
    const { till, organization, path } = await givenSoldTill()
    const as = await signIn(await givenMember(organization, 'manager'))
    await as(client.post(`${path}/secret`))
    const signed = await till.sell('d5', [])
    await as(client.post(`${path}/address`))
    const sent = await till.sell('d6', [])

    assert.deepEqual([signed.status, sent.status], [401, 404])
    const page = await as(client.get(`${path}/deliveries`)).withInertia()
    const { endpoint } = page.inertiaProps as { endpoint: { address: string; isSigned: boolean } }
    assert.isTrue(endpoint.isSigned)
    assert.notEqual(endpoint.address, till.access.address)
  })
})
