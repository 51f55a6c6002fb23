import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { createApiKeyFor } from '#organizations'
import ApiKey from '#organizations/models/api_key'
import { generateApiKey, looksLikeApiKey } from '#organizations/api_keys'
import { verifyAuditChain } from '#audit'
import { givenOrganization } from '#tests/support/organizations'
import { givenApiKey } from '#tests/support/api_keys'

test.group('API keys', () => {
  test('open the organization they were made for', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['metrics:read'])

    const response = await client.get('/api/v1/whoami').bearerToken(key)

    response.assertStatus(200)
    assert.equal(response.body().organization, organization.slug)
  })

  test('are asked for with a code that a program understands', async ({ client }) => {
    const response = await client.get('/api/v1/whoami')

    response.assertStatus(401)
    response.assertHeader('content-type', 'application/problem+json')
    response.assertBodyContains({ code: 'E_API_KEY_MISSING', status: 401 })
  })

  test('that we never made are invalid', async ({ client }) => {
    const response = await client.get('/api/v1/whoami').bearerToken(generateApiKey())

    response.assertStatus(401)
    response.assertBodyContains({ code: 'E_API_KEY_INVALID' })
  })

  test('that were revoked say so', async ({ client }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['metrics:read'])
    await withTenant(organization.id, () =>
      ApiKey.of(organization).update({ revokedAt: new Date() })
    )

    const response = await client.get('/api/v1/whoami').bearerToken(key)

    response.assertStatus(401)
    response.assertBodyContains({ code: 'E_API_KEY_REVOKED' })
  })

  test('without the scope of the route are refused', async ({ client }) => {
    const key = await givenApiKey(await givenOrganization(), ['imports:write'])

    const response = await client.get('/api/v1/whoami').bearerToken(key)

    response.assertStatus(403)
    response.assertBodyContains({ code: 'E_SCOPE_MISSING', requiredScope: 'metrics:read' })
  })

  test('remember when they were last used', async ({ client, assert }) => {
    const organization = await givenOrganization()
    await client
      .get('/api/v1/whoami')
      .bearerToken(await givenApiKey(organization, ['metrics:read']))

    const row = await withTenant(organization.id, () => ApiKey.of(organization).firstOrFail())

    assert.isNotNull(row.lastUsedAt)
  })

  test('are stored as a hash, and their making is audited', async ({ assert }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['metrics:read'])

    const [row, verdict] = await withTenant(organization.id, async (tenant) => [
      await ApiKey.of(organization).firstOrFail(),
      await verifyAuditChain(tenant),
    ])

    assert.notInclude(JSON.stringify(row.$attributes), key.slice(12))
    assert.deepEqual(verdict, { status: 'intact', entries: 1 })
  })

  test('that were mistyped are recognised without a query', ({ assert }) => {
    const key = generateApiKey()
    const mistyped = key.slice(0, 15) + (key[15] === 'a' ? 'b' : 'a') + key.slice(16)

    assert.isTrue(looksLikeApiKey(key))
    assert.isFalse(looksLikeApiKey(mistyped))
  })

  test('cannot be made with a scope that does not exist', async ({ assert }) => {
    const { slug } = await givenOrganization()

    const answer = await createApiKeyFor({ slug, scopes: ['everything'], name: 'CI' })

    assert.equal(answer.status, 'refused')
  })
})
