import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { withTenant } from '#foundation'
import type { RunningEmulator } from '#sandbox'
import { agreeAt, givenLiveVendors } from '#tests/support/live_vendors'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

let emulator: RunningEmulator

/** A person who asked for access to Google Ads and is now at Google. */
async function givenLeavingPerson(client: ApiClient, session: Record<string, unknown> = {}) {
  const organization = await givenOrganization()
  const as = await signIn(await givenMember(organization), session)
  const leave = async () => {
    const request = { pluginId: 'google/ads', connector: 'ads', mode: 'live' }
    const path = `/o/${organization.slug}/sources`
    const response = await as(client.post(path).header('x-inertia', 'true').json(request))
    return response.header('x-inertia-location')!
  }
  const back = async (path: string) => as(client.get(path).accept('json'))
  const sources = () =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query(
        'SELECT state FROM connections WHERE organization_id = $1 ORDER BY created_at',
        [organization.id]
      )
      return rows.map(({ state }) => state)
    })
  return { organization, as, leave, back, sources }
}

test.group('Coming back from a vendor', (group) => {
  group.setup(async () => {
    emulator = await givenLiveVendors()
    return () => emulator.stop()
  })

  test('with a consent connects the source', async ({ client, assert }) => {
    const person = await givenLeavingPerson(client)
    const path = await agreeAt(emulator, await person.leave())

    const response = await person.back(path)

    assert.equal(response.status(), 302)
    const home = `/o/${person.organization.slug}/sources/google-ads`
    assert.equal(response.header('location'), home)
    assert.deepEqual(await person.sources(), ['connected'])
  })

  test('with the state of somebody else connects nothing', async ({ client, assert }) => {
    const person = await givenLeavingPerson(client)
    const path = await agreeAt(emulator, await person.leave())

    const response = await person.back(path.replace(/state=[^&]+/, 'state=of-somebody-else'))

    assert.equal(response.status(), 400)
    assert.equal(response.body().code, 'E_OAUTH_STATE')
    assert.deepEqual(await person.sources(), ['pending'])
  })

  test('without agreeing connects nothing, and says so', async ({ client, assert }) => {
    const person = await givenLeavingPerson(client)
    const path = await agreeAt(emulator, await person.leave(), 'deny')

    const response = await person.back(path)

    assert.equal(response.status(), 422)
    assert.equal(response.body().code, 'E_CONSENT_DENIED')
    assert.deepEqual(await person.sources(), ['pending'])
  })

  test('twice with one answer: the second is refused, the source stays', async ({
    client,
    assert,
  }) => {
    const person = await givenLeavingPerson(client)
    const path = await agreeAt(emulator, await person.leave())
    await person.back(path)

    const again = await person.back(path)

    assert.equal(again.status(), 400)
    assert.deepEqual(await person.sources(), ['connected'])
  })

  test('for accounts that another source reads connects nothing more, and nothing half', async ({
    client,
    assert,
  }) => {
    const person = await givenLeavingPerson(client)
    await person.back(await agreeAt(emulator, await person.leave()))

    const again = await person.back(await agreeAt(emulator, await person.leave()))

    assert.equal(again.status(), 422)
    assert.match(again.body().detail, /Google Ads already reads Harbor Coffee Europe/)
    assert.deepEqual(await person.sources(), ['connected', 'removed'])
  })

  test('for accounts of a source that waits for it renews that source', async ({
    client,
    assert,
  }) => {
    const person = await givenLeavingPerson(client)
    await person.back(await agreeAt(emulator, await person.leave()))
    await withTenant(person.organization.id, (tenant) =>
      tenant.query("UPDATE connections SET state = 'needs_reconnect'")
    )

    const again = await person.back(await agreeAt(emulator, await person.leave()))

    assert.equal(again.header('location'), `/o/${person.organization.slug}/sources/google-ads`)
    assert.deepEqual(await person.sources(), ['connected', 'removed'])
  })

  test('with a code that was used before connects nothing more', async ({ client, assert }) => {
    const person = await givenLeavingPerson(client)
    const first = await agreeAt(emulator, await person.leave())
    await person.back(first)
    const second = await agreeAt(emulator, await person.leave())
    const [usedCode] = /code=[^&]+/.exec(first)!

    const response = await person.back(second.replace(/code=[^&]+/, usedCode))

    assert.equal(response.status(), 422)
    assert.deepEqual(await person.sources(), ['connected', 'pending'])
  })

  test('after a quarter of an hour has to start again', async ({ client, assert }) => {
    const consent = { organizationId: 'x', connectionId: 'x', state: 'mine', verifier: 'v' }
    const expired = { ...consent, expiresAt: Date.now() - 1 }
    const person = await givenLeavingPerson(client, { pending_consent: expired })

    const response = await person.back('/oauth/callback?state=mine&code=good')

    assert.equal(response.status(), 400)
    assert.equal(response.body().code, 'E_OAUTH_STATE')
  })

  test('after losing the role connects nothing', async ({ client, assert }) => {
    const person = await givenLeavingPerson(client)
    const path = await agreeAt(emulator, await person.leave())
    await withTenant(person.organization.id, (tenant) =>
      tenant.query("UPDATE memberships SET role = 'viewer' WHERE organization_id = $1", [
        person.organization.id,
      ])
    )

    const response = await person.back(path)

    assert.equal(response.status(), 403)
    assert.deepEqual(await person.sources(), ['pending'])
  })
})
