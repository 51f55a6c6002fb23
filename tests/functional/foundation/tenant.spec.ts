import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { givenMember, givenOrganization } from '#tests/support/organizations'

test.group('Tenant transaction', () => {
  test('an organization sees its own rows and nobody else’s', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    await givenMember(ours)
    await givenMember(theirs)

    const seen = await withTenant(ours.id, (tenant) =>
      tenant.query('SELECT DISTINCT organization_id FROM memberships')
    )

    assert.deepEqual(seen.rows, [{ organization_id: ours.id }])
  })

  test('a row for another organization is refused', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]

    await assert.rejects(
      () =>
        withTenant(ours.id, (tenant) =>
          tenant.query(
            "INSERT INTO breakdowns (organization_id, id, dimensions) VALUES ($1, 1, '{}')",
            [theirs.id]
          )
        ),
      /row-level security/
    )
  })

  test('a read-only transaction refuses writes', async ({ assert }) => {
    const ours = await givenOrganization()

    await assert.rejects(
      () =>
        withTenant(
          ours.id,
          (tenant) =>
            tenant.query(
              "INSERT INTO breakdowns (organization_id, id, dimensions) VALUES ($1, 1, '{}')",
              [ours.id]
            ),
          { readOnly: true }
        ),
      /read-only/
    )
  })
})
