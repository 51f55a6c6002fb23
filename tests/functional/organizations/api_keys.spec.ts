import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import ace from '@adonisjs/core/services/ace'
import ApiKeyCreate from '../../../commands/api_key_create.js'
import { withTenant } from '#foundation'
import { createApiKeyFor } from '#organizations/actions/create_api_key_for'
import ApiKey from '#organizations/models/api_key'
import { generateApiKey, looksLikeApiKey } from '#organizations/api_keys'
import { verifyAuditChain } from '#audit'
import { listAuditEntries } from '#audit/queries/list_audit_entries'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { membershipOf } from '#tests/support/team'
import { givenApiKey, givenKeyOf } from '#tests/support/api_keys'

test.group('API keys', () => {
  test('open the organization they were made for', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['metrics:read'])

    const response = await client.get('/api/v1/whoami').bearerToken(key)

    response.assertStatus(200)
    assert.equal(response.body().organization, organization.slug)
    assert.match(response.header('ratelimit')!, /r=\d+;/)
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

  test('that expired say so, from that moment on', async ({ client }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['metrics:read'])
    const ends = (expiresAt: Date) =>
      withTenant(organization.id, () => ApiKey.of(organization).update({ expiresAt }))

    await ends(new Date(Date.now() + 60_000))
    const before = await client.get('/api/v1/whoami').bearerToken(key)
    await ends(new Date())
    const after = await client.get('/api/v1/whoami').bearerToken(key)

    before.assertStatus(200)
    after.assertStatus(401)
    after.assertBodyContains({ code: 'E_API_KEY_EXPIRED' })
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
    const as = await signIn(await givenMember(organization))
    const page = await as(client.get(`/o/${organization.slug}/settings/api-keys`).withInertia())
    assert.equal(page.body().props.keys[0].lastUsedAt, row.lastUsedAt!.toISO())
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

test.group('API keys of a member', () => {
  /** A member who made a key, beside a key that nobody made, and an owner who decides about them. */
  async function givenMaker(client: ApiClient) {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'owner'))
    const maker = await givenMember(organization, 'admin')
    const { id } = (await membershipOf(organization, maker))!
    const theirs = await givenKeyOf(organization, maker)
    const nobodys = await givenApiKey(organization, ['metrics:read'])
    const member = `/o/${organization.slug}/team/members/${id}`
    const answers = async () => {
      const opened = []
      for (const key of [theirs, nobodys]) {
        const response = await client.get('/api/v1/whoami').bearerToken(key)
        opened.push(response.body().code ?? 'open')
      }
      return opened
    }
    return { organization, as, member, answers }
  }

  test('end when the member is removed, and the page says so', async ({ client, assert }) => {
    const { organization, as, member, answers } = await givenMaker(client)
    assert.deepEqual(await answers(), ['open', 'open'])

    await as(client.delete(member))
    const page = await as(client.get(`/o/${organization.slug}/team`).withInertia())

    assert.deepEqual(await answers(), ['E_API_KEY_REVOKED', 'open'])
    assert.include(page.body().flash.toast.message, 'The API key they created was revoked')
    const actions = await withTenant(organization.id, async (tenant) => {
      const { entries } = await listAuditEntries(tenant)
      return entries.map(({ action }) => action)
    })
    assert.includeMembers(actions, ['member.removed', 'api_key.revoked'])
  })

  test('end with a role that makes no keys')
    .with(['manager', 'viewer'] as const)
    .run(async ({ client, assert }, role) => {
      const { as, member, answers } = await givenMaker(client)

      await as(client.put(member).form({ role }))

      assert.deepEqual(await answers(), ['E_API_KEY_REVOKED', 'open'])
    })

  test('stay with a role that makes keys', async ({ client, assert }) => {
    const { as, member, answers } = await givenMaker(client)

    await as(client.put(member).form({ role: 'owner' }))

    assert.deepEqual(await answers(), ['open', 'open'])
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
