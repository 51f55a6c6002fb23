import pg from 'pg'
import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { recordAudit, verifyAuditChain } from '#audit'
import { givenOrganization } from '#tests/support/organizations'

type Organization = Awaited<ReturnType<typeof givenOrganization>>

async function givenEntries(organization: Organization, count: number) {
  await withTenant(organization.id, async (tenant) => {
    for (let number = 1; number <= count; number++) {
      await recordAudit(tenant, {
        actorId: null,
        action: 'member.role_changed',
        subject: `member:${number}`,
        detail: { z: number, a: { to: 'viewer', from: 'analyst' } },
        ip: '203.0.113.7',
      })
    }
  })
}

const verdictOf = (organization: Organization) => withTenant(organization.id, verifyAuditChain)

/** Does what only somebody with the database in their hands can do. */
async function tamper(sql: string, values: unknown[]) {
  const url = new URL(process.env.DB_ADMIN_URL!)
  url.pathname = new URL(process.env.DB_APP_URL!).pathname
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(sql, values)
  await client.end()
}

test.group('The audit chain', () => {
  test('verifies as long as nobody touches it', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    assert.deepEqual(await verdictOf(organization), { status: 'intact', entries: 5 })
  })

  test('names an entry that was edited', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    await tamper(
      `UPDATE audit_entries SET detail = '{"z":3}' WHERE organization_id = $1 AND sequence = 3`,
      [organization.id]
    )

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 3 })
  })

  test('names an entry that was deleted', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    await tamper('DELETE FROM audit_entries WHERE organization_id = $1 AND sequence = 2', [
      organization.id,
    ])

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 2 })
  })

  test('names the first of two entries that changed places', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    for (const [from, to] of [
      [2, 99],
      [3, 2],
      [99, 3],
    ]) {
      await tamper(
        'UPDATE audit_entries SET sequence = $3 WHERE organization_id = $1 AND sequence = $2',
        [organization.id, from, to]
      )
    }

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 2 })
  })

  test('notices that its end was cut off', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    await tamper('DELETE FROM audit_entries WHERE organization_id = $1 AND sequence > 3', [
      organization.id,
    ])

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 4 })
  })

  test('notices a new end that was written without the key', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 5)

    await tamper('DELETE FROM audit_entries WHERE organization_id = $1 AND sequence > 3', [
      organization.id,
    ])
    await tamper(
      `UPDATE audit_heads h SET sequence = 3, hash = e.hash FROM audit_entries e
       WHERE h.organization_id = $1 AND e.organization_id = $1 AND e.sequence = 3`,
      [organization.id]
    )

    assert.deepInclude(await verdictOf(organization), { status: 'broken', sequence: 3 })
  })

  test('stays one chain when many write at once', async ({ assert }) => {
    const organization = await givenOrganization()

    await Promise.all(Array.from({ length: 10 }, () => givenEntries(organization, 2)))

    assert.deepEqual(await verdictOf(organization), { status: 'intact', entries: 20 })
  })

  test('cannot be changed by the roles that serve people', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenEntries(organization, 1)

    await assert.rejects(
      () =>
        withTenant(organization.id, (tenant) =>
          tenant.query('DELETE FROM audit_entries WHERE organization_id = $1', [organization.id])
        ),
      /permission denied/
    )
  })

  test('shows an organization its own entries only', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    await givenEntries(theirs, 2)

    const seen = await withTenant(ours.id, (tenant) => tenant.query('SELECT 1 FROM audit_entries'))

    assert.lengthOf(seen.rows, 0)
  })
})
