import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import type { Happened } from '#annotations/types'
import { faultsAgainst } from '#tests/support/api_description'
import { givenApiKey } from '#tests/support/api_keys'
import { givenAlerts } from '#tests/support/alerts'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { DateTime } from 'luxon'

const dayOf = (back: number) => DateTime.utc().minus({ days: back }).toISODate()

async function given() {
  const organization = await givenOrganization()
  const path = `/o/${organization.slug}/annotations`
  const as = await signIn(await givenMember(organization, 'analyst'))
  return { organization, path, as }
}

test.group('Annotations', () => {
  test('of people are written, read by those who look, changed and deleted', async ({
    assert,
    client,
  }) => {
    const { organization, path, as } = await given()
    const viewer = await signIn(await givenMember(organization, 'viewer'))
    const read = async (from: string, to: string) => {
      const found = await viewer(client.get(`${path}/happened`).qs({ from, to }))
      const { happened } = found.body() as { happened: Happened[] }
      return happened.map(({ text, from: first, to: last }) => [text, first, last])
    }

    const written = await as(
      client
        .post(path)
        .accept('json')
        .json({ text: 'Price change', from: '2026-05-04', to: '2026-05-06' })
    )
    const { id } = written.body() as { id: string }
    const refused = await viewer(
      client.post(path).accept('json').json({ text: 'No', from: '2026-05-04' })
    )
    const backwards = await as(
      client.post(path).accept('json').json({ text: 'No', from: '2026-05-04', to: '2026-05-03' })
    )

    assert.deepEqual(await read('2026-05-06', '2026-05-31'), [
      ['Price change', '2026-05-04', '2026-05-06'],
    ])
    assert.deepEqual(await read('2026-05-07', '2026-05-31'), [])
    await as(client.put(`${path}/${id}`).json({ text: 'Sale', from: '2026-05-08' }))
    assert.deepEqual(await read('2026-05-07', '2026-05-31'), [['Sale', '2026-05-08', '2026-05-08']])
    await as(client.delete(`${path}/${id}`))
    const again = await as(client.delete(`${path}/${id}`).accept('json'))
    assert.deepEqual(await read('2026-05-01', '2026-05-31'), [])
    assert.deepEqual(
      [refused, backwards, again].map((response) => response.status()),
      [403, 422, 404]
    )
  })

  test('of campaigns tell when they began and ended, not that they ran before or still run', async ({
    assert,
    client,
  }) => {
    const { organization, path, as } = await given()
    const running = (entity: string, [first, last]: [number, number]) =>
      Array.from({ length: first - last + 1 }, (_, at) => ({
        day: dayOf(first - at),
        entity,
        numbers: [1, 1, 100],
      }))
    await givenRows(organization, {
      slots: ADS_SLOTS,
      facts: [
        ...running('Always', [90, 1]),
        ...running('Spring', [50, 30]),
        ...running('New', [10, 1]),
      ],
    })

    const found = await as(client.get(`${path}/happened`).qs({ from: dayOf(60), to: dayOf(1) }))

    const { happened } = found.body() as { happened: Happened[] }
    assert.sameDeepMembers(
      happened.map(({ kind, from, text }) => [kind, from, text]),
      [
        ['campaign_started', dayOf(50), 'Spring started'],
        ['campaign_ended', dayOf(30), 'Spring ended'],
        ['campaign_started', dayOf(10), 'New started'],
      ]
    )
  })

  test('of old numbers that a source changed name it, and recent corrections are left out', async ({
    assert,
    client,
  }) => {
    const { organization, path, as } = await given()
    const { id } = await givenRows(organization, {
      connection: 'Search advertising',
      slots: ADS_SLOTS,
      facts: [{ day: '2026-05-04', entity: 'Bread', numbers: [1, 1, 1] }],
    })
    await withTenant(organization.id, (tenant) =>
      tenant.query(
        `INSERT INTO fact_revisions (organization_id, stream_id, day, entity_id, breakdown_id, revised_at, run_id,
           previous_run_id, kind, first_synced_at, synced_at, numbers)
         SELECT $1, s.id, d.day, 1, 1, '2026-06-01T12:00:00Z', $2, $2, 'restated', now(), now(), '{1}'
           FROM source_streams s, (VALUES (date '2026-05-04'), (date '2026-05-30')) AS d (day)
          WHERE s.organization_id = $1 AND s.connection_id = $2`,
        [organization.id, id]
      )
    )

    const found = await as(
      client.get(`${path}/happened`).qs({ from: '2026-05-01', to: '2026-05-31' })
    )

    const { happened } = found.body() as { happened: Happened[] }
    const [restated, ...others] = happened.filter(({ kind }) => kind === 'restated')
    assert.deepEqual(others, [])
    assert.include(restated, { from: '2026-05-04', to: '2026-05-04' })
    assert.equal(restated.text, 'Search advertising updated one number of these days on 2026-06-01')
  })

  test('of programs are written and read over REST, in the published form', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['metrics:read', 'annotations:write'])
    const readOnly = await givenApiKey(organization, ['metrics:read'])
    const wanted = { text: 'Release 4.2', from: '2026-05-04' }
    const post = (by: string) => client.post('/api/v1/annotations').bearerToken(by).json(wanted)

    const written = await post(key)
    const refused = await post(readOnly)
    const listed = await client
      .get('/api/v1/annotations')
      .qs({ from: '2026-05-01', to: '2026-05-31' })
      .bearerToken(readOnly)

    written.assertStatus(201)
    refused.assertStatus(403)
    assert.deepEqual(faultsAgainst('Annotation', written.body()), [])
    assert.deepEqual(listed.body(), { annotations: [written.body()] })
  })

  test('of alerts are those that the reader may see', async ({ assert, client }) => {
    const { organization, path } = await given()
    await givenAlerts(organization)
    const seenBy = async (role: 'viewer' | 'client') => {
      const reader = await signIn(await givenMember(organization, role))
      const found = await reader(
        client.get(`${path}/happened`).qs({ from: '2026-01-01', to: '2026-12-31' })
      )
      const { happened = [] } = found.body() as { happened?: Happened[] }
      return [found.status(), happened.filter(({ kind }) => kind === 'alert').length]
    }

    assert.deepEqual(await seenBy('client'), [403, 0])
    const [status, alerts] = await seenBy('viewer')
    assert.equal(status, 200)
    assert.isAbove(alerts, 0)
  })
})
