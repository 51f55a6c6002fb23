import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { SIGNED_IN_AT } from '#identity/session_keys'
import ApiKey from '#organizations/models/api_key'
import { givenMember, givenOrganization, PASSWORD } from '#tests/support/organizations'
import { everyRoute, nameOf } from '#tests/support/routes'
import { signIn } from '#tests/support/sign_in'

const CONFIRMED = [
  'POST /second-factor',
  'PUT /second-factor',
  'POST /second-factor/authenticator',
  'DELETE /second-factor/authenticator',
  'POST /second-factor/passkeys/options',
  'POST /second-factor/passkeys',
  'DELETE /second-factor/passkeys/:id',
  'POST /second-factor/providers/:provider',
  'DELETE /second-factor/providers/:provider',
  'PUT /o/:organization/agencies/:delegation',
  'PUT /o/:organization/team/members/:member',
  'POST /o/:organization/team/ownership',
  'POST /o/:organization/team/roles',
  'PUT /o/:organization/team/roles/:role',
  'DELETE /o/:organization/team/roles/:role',
  'POST /o/:organization/settings/api-keys',
  'PUT /o/:organization/settings/single-sign-on',
  'DELETE /o/:organization/settings/single-sign-on',
  'POST /o/:organization/settings/single-sign-on/domains',
  'POST /o/:organization/settings/single-sign-on/domains/:hostname/verification',
  'DELETE /o/:organization/settings/single-sign-on/domains/:hostname',
  'PUT /o/:organization/settings/second-factor',
]

const minutesAgo = (minutes: number) => ({ [SIGNED_IN_AT]: Date.now() - minutes * 60_000 })

test.group('What is hard to undo', () => {
  test('asks who it is: ownership, roles and keys', ({ assert }) => {
    const asking = everyRoute().filter(({ asksConfirmation }) => asksConfirmation)
    assert.sameMembers(asking.map(nameOf), CONFIRMED)
  })

  test('waits until a sign-in that is older than ten minutes is confirmed', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const owner = await givenMember(organization)
    await owner.merge({ passwordChangedAt: DateTime.utc().minus({ years: 1 }) }).save()
    const withinTime = await signIn(owner, minutesAgo(9))
    const tooLate = await signIn(owner, minutesAgo(11))
    const path = `/o/${organization.slug}/settings/api-keys`
    const create = async (as: typeof tooLate) => {
      const answer = await as(client.post(path).json({ name: 'Nightly', scopes: ['metrics:read'] }))
      return answer.status()
    }
    const confirm = async (password: string) => {
      const answer = await tooLate(
        client.post('/profile/confirmation').accept('json').json({ password })
      )
      return answer.status()
    }

    assert.deepEqual([await create(withinTime), await create(tooLate)], [200, 428])
    assert.deepEqual([await confirm('not the password'), await create(tooLate)], [422, 428])
    const keys = await withTenant(organization.id, () => ApiKey.of(organization))
    assert.lengthOf(keys, 1)
    assert.deepEqual([await confirm(PASSWORD), await create(tooLate)], [200, 200])
  })
})
