import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import ApiKey from '#organizations/models/api_key'
import { givenApiKey } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenAuthenticator } from '#tests/support/second_factor'
import { signIn } from '#tests/support/sign_in'

test.group('The rule that members need a second factor', () => {
  test('is begun by somebody who has one, and leaves others the page that sets one up', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const [owner, viewer] = [
      await givenMember(organization),
      await givenMember(organization, 'viewer'),
    ]
    const [asOwner, asViewer] = [await signIn(owner), await signIn(viewer)]
    const home = `/o/${organization.slug}`
    const change = (isRequired: boolean) =>
      asOwner(client.put(`${home}/settings/second-factor`).accept('json').json({ isRequired }))

    const early = await change(true)
    early.assertStatus(409)
    await givenAuthenticator(owner)
    await change(true)
    const page = await asViewer(client.get(home))
    page.assertHeader('location', '/second-factor')
    const form = await asViewer(client.delete(`${home}/membership`).accept('json'))
    form.assertStatus(403)
    const setup = await asViewer(client.get('/second-factor'))
    setup.assertStatus(200)

    await givenAuthenticator(viewer)
    const after = await asViewer(client.get(home))
    after.assertStatus(200)
    await change(false)
    await organization.refresh()
    assert.isFalse(organization.requiresSecondFactor)
  })
})

test.group('An API key for some networks', () => {
  test('opens nothing from elsewhere', async ({ client }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['metrics:read'])
    const from = async (networks: string[]) => {
      await withTenant(organization.id, () => ApiKey.of(organization).update({ networks }))
      return client.get('/api/v1/whoami').bearerToken(key)
    }

    const elsewhere = await from(['203.0.113.0/24', '2001:db8::/48'])
    elsewhere.assertStatus(403)
    elsewhere.assertBodyContains({ code: 'E_API_KEY_NETWORK' })
    const here = await from(['203.0.113.7', '127.0.0.0/8', '::1'])
    here.assertStatus(200)
  })

  test('is made with its networks and its end, and not with what is no network', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization))
    const make = (networks: string[]) =>
      as(
        client
          .post(`/o/${organization.slug}/settings/api-keys`)
          .accept('json')
          .json({ name: 'Nightly', scopes: ['metrics:read'], expiresInDays: 30, networks })
      )

    const wrong = await make(['10.0.0.0/99'])
    wrong.assertStatus(422)
    await make(['10.0.0.0/8'])
    const [key] = await withTenant(organization.id, () => ApiKey.of(organization))
    const days = (key.expiresAt!.toMillis() - Date.now()) / 86_400_000
    assert.deepEqual([key.networks, Math.round(days)], [['10.0.0.0/8'], 30])
  })
})
