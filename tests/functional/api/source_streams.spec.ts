import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { givenApiKey } from '#tests/support/api_keys'
import { faultsAgainst } from '#tests/support/api_description'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'

async function givenSource() {
  const organization = await givenOrganization()
  const { id } = await givenConnection(organization)
  await withTenant(organization.id, (tenant) =>
    tenant.query(
      `UPDATE connections SET plugin_id = 'stripe/payments', connector = 'payments', auth_name = 'key' WHERE id = $1`,
      [id]
    )
  )
  return { organization, id, key: await givenApiKey(organization, ['sources:write']) }
}

test.group('PATCH /api/v1/sources/:id/streams', () => {
  test('switches streams, answers all of them, and stands in the audit log', async ({
    client,
    assert,
  }) => {
    const { organization, id, key } = await givenSource()
    const patch = (streams: object) =>
      client.patch(`/api/v1/sources/${id}/streams`).bearerToken(key).json({ streams })
    const before = await patch({})
    assert.deepEqual(faultsAgainst('SourceStreams', before.body()), [])
    const [first, ...others] = before.body().streams as { name: string; on: boolean }[]

    const response = await patch({ [first.name]: !first.on })

    response.assertStatus(200)
    const switched = response.body().streams as { name: string; on: boolean }[]
    assert.deepEqual(
      switched.map(({ name, on }) => [name, on]),
      [[first.name, !first.on], ...others.map(({ name, on }) => [name, on])]
    )
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query(
        "SELECT detail->'streams' AS streams FROM audit_entries WHERE organization_id = $1 AND action = 'source.streams_chosen'",
        [organization.id]
      )
    )
    assert.deepEqual(rows, [{ streams: { [first.name]: !first.on } }])
  })

  test('refuses unknown streams, other words than true and false, and sources of others', async ({
    client,
    assert,
  }) => {
    const { id, key } = await givenSource()
    const patch = (source: string, streams: unknown) =>
      client.patch(`/api/v1/sources/${source}/streams`).bearerToken(key).json({ streams })

    const unknown = await patch(id, { nonsense: true })
    unknown.assertStatus(422)
    assert.match(unknown.body().detail, /has no stream “nonsense”.* It has “/)
    const word = await patch(id, { nonsense: 'yes' })
    word.assertStatus(422)
    const other = await givenSource()
    const foreign = await patch(other.id, {})
    foreign.assertStatus(404)
    assert.deepEqual(faultsAgainst('Problem', foreign.body()), [])
  })

  test('needs the scope', async ({ client }) => {
    const { organization, id } = await givenSource()
    const key = await givenApiKey(organization, ['metrics:read', 'syncs:read'])
    const response = await client
      .patch(`/api/v1/sources/${id}/streams`)
      .bearerToken(key)
      .json({ streams: {} })
    response.assertStatus(403)
  })
})
