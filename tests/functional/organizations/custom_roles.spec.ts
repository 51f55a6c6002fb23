import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import ApiKey from '#organizations/models/api_key'
import CustomRole from '#organizations/models/custom_role'
import { givenKeyOf } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenCustomRole, membershipOf, withCustomRole } from '#tests/support/team'

test.group('A role of the organization’s own', () => {
  test('opens what it holds and nothing else, also beside a stronger built-in role', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const person = await givenMember(organization, 'viewer')
    const role = await givenCustomRole(organization, { permissions: ['team.view', 'audit.view'] })
    await withCustomRole(organization, person, role.id)
    const as = await signIn(person)
    const status = async (path: string) => {
      const page = await as(client.get(`/o/${organization.slug}${path}`))
      return page.status()
    }

    assert.deepEqual(
      [await status('/team'), await status('/settings/audit'), await status('/sources')],
      [200, 200, 403]
    )
  })

  test('is created, given, changed for everybody who has it, and not deleted in use', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const [owner, person] = [
      await givenMember(organization),
      await givenMember(organization, 'admin'),
    ]
    const as = await signIn(owner)
    const home = `/o/${organization.slug}/team`
    const send = async (method: 'post' | 'put' | 'delete', path: string, body: object = {}) => {
      const answer = await as(client[method](`${home}${path}`).accept('json').json(body))
      return answer.status()
    }
    const terms = { name: 'Key keeper', base: 'viewer', permissions: ['api_keys.manage'] }
    await send('post', '/roles', terms)
    assert.equal(await send('post', '/roles', { ...terms, name: 'KEY KEEPER' }), 422)
    const [role] = (await withTenant(organization.id, () =>
      CustomRole.of(organization)
    )) as CustomRole[]

    await givenKeyOf(organization, person)
    const member = await membershipOf(organization, person)
    await send('put', `/members/${member!.id}`, { role: role.id })
    const given = await membershipOf(organization, person)
    assert.sameMembers([...given!.permissions], ['organization.view', 'api_keys.manage'])
    assert.equal(await send('delete', `/roles/${role.id}`), 409)

    await send('put', `/roles/${role.id}`, { ...terms, permissions: ['team.view'] })
    const changed = await membershipOf(organization, person)
    assert.sameMembers([...changed!.permissions], ['organization.view', 'team.view'])
    const [key] = (await withTenant(organization.id, () => ApiKey.of(organization))) as ApiKey[]
    assert.isNotNull(key.revokedAt)

    await send('put', `/members/${member!.id}`, { role: 'viewer' })
    await send('delete', `/roles/${role.id}`)
    assert.lengthOf(await withTenant(organization.id, () => CustomRole.of(organization)), 0)
    assert.equal(await send('put', `/members/${member!.id}`, { role: role.id }), 422)
  })

  test('makes no key that does more than its maker could', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const person = await givenMember(organization, 'viewer')
    const permissions = ['api_keys.manage', 'explore.query'] as const
    const role = await givenCustomRole(organization, { permissions: [...permissions] })
    await withCustomRole(organization, person, role.id)
    const as = await signIn(person)
    const make = async (scope: string) => {
      const form = { name: 'Nightly', scopes: [scope] }
      const path = `/o/${organization.slug}/settings/api-keys`
      const answer = await as(client.post(path).accept('json').json(form))
      return answer.status()
    }
    assert.deepEqual([await make('sources:write'), await make('metrics:read')], [403, 200])

    const key = await givenKeyOf(organization, person)
    const open = async () => {
      const answer = await client.get('/api/v1/whoami').bearerToken(key)
      return answer.status()
    }
    assert.equal(await open(), 200)
    const less = await givenCustomRole(organization, {
      name: 'Less',
      permissions: ['api_keys.manage'],
    })
    await withCustomRole(organization, person, less.id)
    assert.equal(await open(), 401)
  })
})
