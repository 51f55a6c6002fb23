import { test } from '@japa/runner'
import { withTenant, type TenantTransaction } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenOrganization } from '#tests/support/organizations'

type Options = Parameters<typeof withTenant>[2]

const write = (tenant: TenantTransaction, key: number) =>
  tenant.query("INSERT INTO breakdowns (organization_id, id, dimensions) VALUES ($1, $2, '{}')", [
    tenant.organizationId,
    key,
  ])

const versionOf = ({ id }: Organization) =>
  withTenant(id, (tenant) => tenant.dataVersion(), { readOnly: true })

const writeOnce = ({ id }: Organization, key: number, options?: Options) =>
  withTenant(id, (tenant) => write(tenant, key), options)

test.group('Version of the data', () => {
  test('changes with whatever writes, and with nothing else', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const before = await versionOf(ours)
    await writeOnce(theirs, 1)
    await withTenant(ours.id, (tenant) => tenant.query('SELECT 1 FROM breakdowns'))
    await writeOnce(ours, 1, { keepsAnswers: true })
    const failed = withTenant(ours.id, async (tenant) => {
      await write(tenant, 2)
      throw new Error('given up')
    })
    await assert.rejects(() => failed, 'given up')
    assert.equal(await versionOf(ours), before)

    await writeOnce(ours, 2)
    assert.notEqual(await versionOf(ours), before)
  })

  test('changes also when a writer commits that began before others', async ({ assert }) => {
    const organization = await givenOrganization()
    const [hasWritten, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = withTenant(organization.id, async (tenant) => {
      await write(tenant, 1)
      hasWritten.resolve()
      await mayCommit.promise
    })
    await hasWritten.promise
    await writeOnce(organization, 2)
    const between = await versionOf(organization)
    mayCommit.resolve()
    await slow

    assert.notEqual(await versionOf(organization), between)
  })

  test('never comes back, and is named by few rows however many changes there were', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const versions = new Set<string>()
    for (let turn = 0; turn < 50; turn++) {
      await Promise.all([1, 2, 3, 4].map((lane) => writeOnce(organization, turn * 4 + lane)))
      versions.add(await versionOf(organization))
    }
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query<{ count: number }>('SELECT count(*)::int AS count FROM data_changes')
    )

    assert.equal(versions.size, 50)
    assert.isBelow(rows[0].count, 200)
  })

  test('is asked once in a transaction that cannot write', async ({ assert }) => {
    const organization = await givenOrganization()
    const [hasAsked, mayAskAgain] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const reading = withTenant(organization.id, async (tenant) => {
      await tenant.restrictToReading()
      const first = await tenant.dataVersion()
      hasAsked.resolve()
      await mayAskAgain.promise
      return [first, await tenant.dataVersion()]
    })
    await hasAsked.promise
    await writeOnce(organization, 1)
    mayAskAgain.resolve()
    const [first, second] = await reading

    assert.equal(second, first)
    assert.notEqual(await versionOf(organization), first)
  })
})
