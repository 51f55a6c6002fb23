import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import ApiKeyCreate from '../../../commands/api_key_create.js'
import { withTenant } from '#foundation'
import { createApiKeyFor } from '#organizations'
import ApiKey from '#organizations/models/api_key'
import { generateApiKey, looksLikeApiKey } from '#organizations/api_keys'
import { verifyAuditChain } from '#audit'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
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

test.group('API keys of another organization', () => {
  test('are neither listed nor revoked', async ({ client, assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const as = await signIn(await givenMember(ours, 'owner'))
    await givenApiKey(theirs, ['metrics:read'])
    const foreign = await withTenant(theirs.id, () => ApiKey.of(theirs).firstOrFail())

    const page = await as(client.get(`/o/${ours.slug}/settings/api-keys`).withInertia())
    const answer = await as(client.delete(`/o/${ours.slug}/settings/api-keys/${foreign.id}`))

    assert.deepEqual(page.body().props.keys, [])
    answer.assertStatus(404)
    const after = await withTenant(theirs.id, () => ApiKey.of(theirs).firstOrFail())
    assert.isNull(after.revokedAt)
  })
})

test.group('node ace api-key:create', () => {
  test('prints exactly the key on the last line', async ({ client, assert }) => {
    const { slug } = await givenOrganization()
    const command = await ace.create(ApiKeyCreate, [
      `--organization=${slug}`,
      '--scopes=metrics:read,imports:write',
    ])
    command.ui.switchMode('raw')

    await command.exec()

    command.assertSucceeded()
    const key = command.logger.getLogs().at(-1)!.message
    const response = await client.get('/api/v1/whoami').bearerToken(key)
    assert.deepEqual(response.body().key.scopes, ['metrics:read', 'imports:write'])
  })

  test('says in a sentence which organization there is not', async ({ assert }) => {
    const command = await ace.create(ApiKeyCreate, [
      '--organization=nowhere',
      '--scopes=metrics:read',
    ])
    command.ui.switchMode('raw')

    await command.exec()

    command.assertFailed()
    assert.include(command.logger.getLogs().at(-1)!.message, "no organization 'nowhere'")
  })
})
