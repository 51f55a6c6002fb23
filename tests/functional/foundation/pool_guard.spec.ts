import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'
import { safeFetch } from '#foundation/safe_fetch'
import Organization from '#organizations/models/organization'
import { givenOrganization } from '#tests/support/organizations'

const IN_TENANT = /while the transaction of a tenant is open/

test.group('While the transaction of a tenant is open', () => {
  test('no second connection is given out: {title}')
    .with([
      { title: 'for a model', ask: () => Organization.query().first() },
      { title: 'for a query', ask: () => db.from('users').first() },
      { title: 'for plain SQL', ask: () => db.rawQuery('SELECT 1') },
      { title: 'of another pool', ask: () => db.connection('platform').rawQuery('SELECT 1') },
      { title: 'for a transaction', ask: () => db.transaction(async () => {}) },
    ])
    .run(async ({ assert }, { ask }) => {
      const { id } = await givenOrganization()

      await assert.rejects(() => withTenant(id, async () => void (await ask())), IN_TENANT)
      await assert.doesNotReject(async () => void (await ask()))
    })

  test('not even for another tenant', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]

    await assert.rejects(
      () => withTenant(ours.id, () => withTenant(theirs.id, async () => {})),
      IN_TENANT
    )
  })

  test('nothing is fetched from the web', async ({ assert }) => {
    const { id } = await givenOrganization()

    await assert.rejects(() => withTenant(id, () => safeFetch('https://example.com/')), IN_TENANT)
  })

  test('what runs after its commit may ask again', async ({ assert }) => {
    const { id } = await givenOrganization()
    const found: unknown[] = []

    await withTenant(id, async (tenant) => {
      tenant.afterCommit(async () => void found.push(await Organization.find(id)))
    })

    assert.lengthOf(found, 1)
  })
})
