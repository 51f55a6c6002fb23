import { test } from '@japa/runner'
import { ConnectSource, proofsOf } from '#connections'
import { withTenant } from '#foundation'
import { ProcessDeliveries } from '#webhooks'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

/** An address for JSON of any kind, and the manager who says what it means. */
async function givenAddress() {
  const organization = await givenOrganization()
  const { connection } = await new ConnectSource().execute({
    ...{ organization, mode: 'live', actor: { id: null }, now: new Date(), name: 'Cafe till' },
    ...{ pluginId: 'quarterdeck/incoming-webhooks', connector: 'webhook' },
  })
  const { credentials } = await proofsOf(connection)
  const as = await signIn(await givenMember(organization, 'manager'))
  const path = `/o/${organization.slug}/sources/${connection.slug}`
  const place = { organizationId: organization.id, connectionId: connection.id }
  return {
    ...{ organization, connection, as, path },
    send: async (body: object, headers: Record<string, string> = {}) => {
      const response = await fetch(`${process.env.APP_URL}/hooks/${credentials.webhookToken}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'authorization': `Bearer ${credentials.webhookSecret}`,
          ...headers,
        },
        body: JSON.stringify(body),
      })
      return response.status
    },
    work: () => new ProcessDeliveries().execute(place),
    query: <Row>(text: string) =>
      withTenant(organization.id, async (tenant) => {
        const { rows } = await tenant.query<Row>(text)
        return rows
      }),
  }
}

const SALES = {
  shop: 'Quay',
  sales: [
    { id: 1, at: '2026-11-20T10:00:00Z', total: '12.50', guests: 2, via: { channel: 'walk-in' } },
    { id: 2, at: '2026-11-21T10:00:00Z', total: '7.50', guests: 1, via: { channel: 'app' } },
  ],
}

const FIELDS = [
  { path: 'id', use: 'id' },
  { path: 'at', use: 'date' },
  { path: 'total', use: 'metric', metric: 'revenue' },
  { path: 'guests', use: 'number' },
  { path: 'via.channel', use: 'dimension' },
]

test.group('Deliveries of any kind', () => {
  test('wait until a manager says what their fields mean, and land then', async ({
    client,
    assert,
  }) => {
    const address = await givenAddress()
    assert.equal(await address.send(SALES), 200)
    await address.work()
    const waiting = await address.query('SELECT outcome FROM webhook_deliveries')
    const page = await address.as(client.get(`${address.path}/deliveries`)).withInertia()
    const { fields } = page.inertiaProps as {
      fields: { sample: { lists: string[]; fields: { path: string }[] } }
    }
    const saved = await address.as(
      client.put(`${address.path}/mapping`).json({ records: 'sales', fields: FIELDS })
    )
    await address.work()

    assert.deepEqual(waiting, [{ outcome: 'waiting' }])
    assert.deepEqual(fields.sample.lists, ['sales', '$'])
    assert.sameMembers(
      fields.sample.fields.map(({ path }) => path),
      ['id', 'at', 'total', 'guests', 'via.channel']
    )
    saved.assertStatus(302)
    const facts = await address.query<{ fact: string }>(
      `SELECT concat_ws(' ', e.external_id, f.day, f.currency, f.m00, f.m01, b.dimensions) AS fact
       FROM facts f JOIN entities e ON e.organization_id = f.organization_id AND e.id = f.entity_id
         LEFT JOIN breakdowns b ON b.organization_id = f.organization_id AND b.id = f.breakdown_id ORDER BY 1`
    )
    assert.deepEqual(
      facts.map(({ fact }) => fact),
      [
        '1 2026-11-20 EUR 12500000 2 {"cafe-till:via_channel": "walk-in"}',
        '2 2026-11-21 EUR 7500000 1 {"cafe-till:via_channel": "app"}',
      ]
    )
    const own = await address.query('SELECT id, label FROM source_metrics')
    assert.deepEqual(own, [{ id: 'cafe-till:guests', label: 'guests' }])
  })

  test('need an identity, a number and known fields, and say what is missing', async ({
    client,
    assert,
  }) => {
    const address = await givenAddress()
    await address.send(SALES)
    const sentences: string[] = []
    for (const fields of [
      FIELDS.slice(1),
      FIELDS.slice(0, 2),
      [...FIELDS, { path: 'tip', use: 'number' }],
      [...FIELDS.slice(0, 3), { path: 'guests', use: 'metric', metric: 'revenue' }],
      [...FIELDS.slice(0, 2), { path: 'total', use: 'metric', metric: 'roas' }],
    ]) {
      const refused = await address
        .as(client.put(`${address.path}/mapping`))
        .header('accept', 'application/json')
        .json({ records: 'sales', fields })
      sentences.push((refused.body() as { detail: string }).detail)
    }

    assert.deepEqual(
      sentences.map((sentence) => sentence.split(/[:.]/)[0]),
      [
        'Choose the field that identifies a record',
        'Choose at least one field as a number, an amount or a metric',
        'The latest delivery has no field “tip”',
        'Two fields feed “revenue”',
        'There is no metric “roas” that a field can feed',
      ]
    )
  })

  test('are refused without the secret, by whichever way it is sent', async ({ assert }) => {
    const address = await givenAddress()
    const statuses = [
      await address.send({ id: 1 }, { authorization: 'Bearer guess' }),
      await address.send({ id: 1 }, { 'authorization': '', 'x-webhook-token': 'guess' }),
      await address.send({ id: 1 }, { 'authorization': '', 'x-signature': 'sha256=00' }),
    ]
    assert.deepEqual(statuses, [401, 401, 401])
  })
})
