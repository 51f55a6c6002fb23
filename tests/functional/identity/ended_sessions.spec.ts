import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { HeldTeam } from '#organizations/held_team'
import type User from '#identity/models/user'
import { meanwhile } from '#tests/support/meanwhile'
import { givenMember, givenOrganization, PASSWORD } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { membershipOf, roleOf } from '#tests/support/team'

const NEW_PASSWORD = 'seven lighthouses at dawn'
const COOKIE = 'session'

const sessionsOf = (user: User) => db.from('sessions').where('user_id', user.id).select('id')

/** A request of the owner's that has been let in, and waits until `during` is through. */
async function whileRequestIsUnderWay(
  client: ApiClient,
  during: (owner: User, as: Awaited<ReturnType<typeof signIn>>) => PromiseLike<unknown>
) {
  const organization = await givenOrganization()
  const [owner, member] = [
    await givenMember(organization, 'owner'),
    await givenMember(organization, 'viewer'),
  ]
  const as = await signIn(owner)
  const [{ id: sessionId }] = await sessionsOf(owner)
  const { id } = (await membershipOf(organization, member))!
  const change = client.put(`/o/${organization.slug}/team/members/${id}`)

  const late = await meanwhile(organization, {
    first: (tenant) => HeldTeam.hold(tenant),
    then: () => as(change.form({ role: 'manager' })),
    during: () => during(owner, as),
  })
  const after = await as(client.get(`/o/${organization.slug}/team`))
  return { late, after, sessionId, owner, role: await roleOf(organization, member) }
}

test.group('A session that ends while a request of it is under way', () => {
  test('stays ended when the person signed out', async ({ client, assert }) => {
    const { late, after, sessionId, role } = await whileRequestIsUnderWay(client, (_, as) =>
      as(client.post('/logout'))
    )

    assert.equal(role, 'manager')
    assert.equal(after.header('location'), '/login')
    assert.lengthOf(await db.from('sessions').where('id', sessionId), 0)
    assert.isUndefined(late.header('set-cookie'))
  })

  test('stays ended when the password was changed elsewhere', async ({ client, assert }) => {
    const form = { currentPassword: PASSWORD, password: NEW_PASSWORD }
    const { after, sessionId, owner } = await whileRequestIsUnderWay(client, async (person) =>
      (await signIn(person))(client.put('/profile/password').form(form))
    )

    assert.equal(after.header('location'), '/login')
    assert.lengthOf(await db.from('sessions').where('id', sessionId), 0)
    assert.lengthOf(await sessionsOf(owner), 1)
  })

  test('stays ended when its row was taken away', async ({ client, assert }) => {
    const { after, sessionId } = await whileRequestIsUnderWay(client, ({ id }) =>
      db.from('sessions').where('user_id', id).delete()
    )

    assert.equal(after.header('location'), '/login')
    assert.lengthOf(await db.from('sessions').where('id', sessionId), 0)
  })
})

test.group('A session that has ended', () => {
  test('is followed by one with a new id, which keeps what it is told', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const owner = await givenMember(organization, 'owner')
    const as = await signIn(owner)
    const [{ id }] = await sessionsOf(owner)
    await as(client.post('/logout'))

    const refused = await as(client.get(`/o/${organization.slug}/team`))
    const next: string = refused.cookie(COOKIE)!.value
    const page = await client
      .get('/login')
      .withCookie(COOKIE, next)
      .withEncryptedCookie('visit', refused.cookie('visit')!.value)
      .withInertia()

    assert.notEqual(next, id)
    assert.include(page.body().flash.toast.message, 'Please sign in')
  })

  test('a living one keeps its id and what was changed in it', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const owner = await givenMember(organization, 'owner')
    const as = await signIn(owner)
    const [{ id }] = await sessionsOf(owner)
    const request = { fullName: 'Noor de Visser', timeZone: 'UTC' }

    const saved = await as(client.put('/profile').form(request))
    const page = await as(client.get(`/o/${organization.slug}/settings/profile`).withInertia())

    assert.equal(saved.cookie(COOKIE)!.value, id)
    assert.equal(page.body().flash.toast.message, 'Your profile was saved.')
  })
})
