import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import User from '#identity/models/user'
import { findSample } from '#core/queries/find_sample'
import { listOrganizationsOf } from '#organizations/queries/list_organizations_of'
import Invitation from '#organizations/models/invitation'
import { meanwhile } from '#tests/support/meanwhile'
import { givenMember, givenOrganization, givenUser, PASSWORD } from '#tests/support/organizations'
import { signIn, visit } from '#tests/support/sign_in'
import { freshAddress, givenInvitation, roleOf } from '#tests/support/team'

const ROUNDS = 6
const newcomer = { fullName: 'Iris Bakker', password: PASSWORD, timeZone: 'UTC' }

test.group('Sent twice at the same moment', () => {
  test('an invitation is one invitation, and both clicks are told so', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const organization = await givenOrganization()
      const as = await signIn(await givenMember(organization, 'owner'))
      const form = { email: freshAddress(), role: 'viewer' }

      const answers = await Promise.all(
        [1, 2].map(() =>
          as(client.post(`/o/${organization.slug}/team/invitations`).form(form).accept('json'))
        )
      )

      assert.deepEqual(
        answers.map((answer) => answer.status()),
        [303, 303]
      )
      assert.lengthOf(await withTenant(organization.id, () => Invitation.of(organization)), 1)
    }
  }).timeout(60_000)

  test('two invitations of a newcomer make one account, and the second asks to sign in', async ({
    client,
    assert,
  }) => {
    const [first, second] = [await givenOrganization(), await givenOrganization()]
    const email = freshAddress()
    const { path } = await givenInvitation(second, { email })
    const [as, other] = [await visit(), await givenUser()]

    const response = await meanwhile(first, {
      first: (tenant) => tenant.trx.table('users').insert(rowOf(other, email)),
      then: () => as(client.post(path).form(newcomer).accept('json')),
    })

    response.assertStatus(409)
    assert.equal(response.body().code, 'E_SIGN_IN_FIRST')
    const user = await User.findByOrFail('email', email)
    assert.isUndefined(await roleOf(second, user))
  })

  test('two invitations of a newcomer break nothing, whichever is faster', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const email = freshAddress()
      const links = [
        await givenInvitation(await givenOrganization(), { email }),
        await givenInvitation(await givenOrganization(), { email }),
      ]
      // A visit each: a session that the first one has ended meanwhile would be told that its form expired.
      const visits = [await visit(), await visit()]

      const answers = await Promise.all(
        links.map(({ path }, turn) => visits[turn](client.post(path).form(newcomer).accept('json')))
      )

      assert.sameMembers(
        answers.map((answer) => answer.status()),
        [303, 409]
      )
    }
  }).timeout(60_000)

  test('two new organizations of one name get two addresses', async ({ client, assert }) => {
    const user = await givenUser()
    const as = await signIn(user)
    const name = `Twice ${user.id}`.slice(0, 40)
    const form = { name, timeZone: 'UTC', currency: 'EUR' }

    const answers = await Promise.all(
      [1, 2].map(() => as(client.post('/organizations').form(form).accept('json')))
    )

    assert.deepEqual(
      answers.map((answer) => answer.status()),
      [303, 303]
    )
    const made = await listOrganizationsOf(user.id)
    assert.equal(new Set(made.map(({ slug }) => slug)).size, 2)
  })

  test('a look around in the sample is one visit', async ({ client, assert }) => {
    const sample = (await findSample()) ?? (await givenOrganization({ isSample: true }))
    const user = await givenUser()
    const as = await signIn(user)

    const answers = await Promise.all(
      [1, 2].map(() => as(client.post('/sample/visits').accept('json')))
    )

    assert.deepEqual(
      answers.map((answer) => answer.status()),
      [303, 303]
    )
    assert.equal(await roleOf(sample, user), 'viewer')
  })
})

/** The same person under another address, as a second acceptance would write them. */
function rowOf({ password }: User, email: string) {
  const now = new Date()
  return {
    id: crypto.randomUUID(),
    email,
    password,
    full_name: newcomer.fullName,
    password_changed_at: now,
    created_at: now,
    updated_at: now,
  }
}
