import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { openSecret, sealSecret } from '#vault'
import { rotateDataKey } from '#vault/envelope'
import { givenOrganization } from '#tests/support/organizations'

const place = () => ({ connectionId: newId(), field: 'refresh_token' })

test.group('Envelope encryption', () => {
  test('a secret opens in its own place', async ({ assert }) => {
    const { id } = await givenOrganization()
    const at = place()

    const opened = await withTenant(id, async (tenant) =>
      openSecret(tenant, at, await sealSecret(tenant, at, 'planted-token'))
    )

    assert.equal(opened, 'planted-token')
  })

  test('a secret moved to another connection does not open', async ({ assert }) => {
    const { id } = await givenOrganization()

    await assert.rejects(() =>
      withTenant(id, async (tenant) =>
        openSecret(tenant, place(), await sealSecret(tenant, place(), 'planted-token'))
      )
    )
  })

  test('a secret moved to another organization does not open', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const at = place()
    const sealed = await withTenant(ours.id, (tenant) => sealSecret(tenant, at, 'planted-token'))
    await withTenant(theirs.id, (tenant) => sealSecret(tenant, at, 'another'))

    await assert.rejects(() => withTenant(theirs.id, (tenant) => openSecret(tenant, at, sealed)))
  })

  test('after a rotation old secrets open and new ones use the new key', async ({ assert }) => {
    const { id } = await givenOrganization()
    const at = place()
    const before = await withTenant(id, (tenant) => sealSecret(tenant, at, 'old'))
    await withTenant(id, rotateDataKey)
    const after = await withTenant(id, (tenant) => sealSecret(tenant, at, 'new'))

    assert.deepEqual([before.keyVersion, after.keyVersion], [1, 2])
    assert.equal(await withTenant(id, (tenant) => openSecret(tenant, at, before)), 'old')
    assert.equal(await withTenant(id, (tenant) => openSecret(tenant, at, after)), 'new')
  })

  test('neither the secret nor the data key is stored in the clear', async ({ assert }) => {
    const { id } = await givenOrganization()

    const [sealed, keys] = await withTenant(id, async (tenant) => [
      await sealSecret(tenant, place(), 'planted-token'),
      await tenant.query<{ wrapped_key: string }>(
        'SELECT wrapped_key FROM data_keys WHERE organization_id = $1',
        [id]
      ),
    ])

    assert.notInclude(Buffer.from(sealed.ciphertext, 'base64').toString('latin1'), 'planted')
    assert.match(keys.rows[0].wrapped_key, /^[^.]+\.[^.]+\.[^.]+$/)
  })
})
