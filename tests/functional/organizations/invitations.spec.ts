import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import User from '#identity/models/user'
import Invitation from '#organizations/models/invitation'
import { sendInvitationJob } from '#organizations/jobs/send_invitation_job'
import { runWaiting } from '#tests/support/jobs'
import { lastMailTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization, givenUser, PASSWORD } from '#tests/support/organizations'
import { signIn, visit } from '#tests/support/sign_in'
import { freshAddress, givenInvitation, roleOf } from '#tests/support/team'

const newcomer = { fullName: 'Iris Bakker', password: PASSWORD, timeZone: 'UTC' }

test.group('An invitation', () => {
  test('reaches the mailbox with a link that makes an account and joins', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'admin'))
    const email = freshAddress()
    await as(
      client.post(`/o/${organization.slug}/team/invitations`).form({ email, role: 'analyst' })
    )
    await runWaiting(sendInvitationJob)
    const { path } = (await lastMailTo(email))!

    const response = await (await visit())(client.post(path).form(newcomer))

    assert.equal(response.header('location'), '/')
    const user = await User.findByOrFail('email', email)
    assert.equal(await roleOf(organization, user), 'analyst')
  })

  test('is accepted by somebody who has an account, after signing in', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const user = await givenUser()
    const { path } = await givenInvitation(organization, { email: user.email, role: 'viewer' })
    const stranger = await (await visit())(client.get(path).withInertia())
    const as = await signIn(user)

    await as(client.post(path))

    assert.equal(stranger.body().props.invitation.way, 'sign_in')
    assert.equal(await roleOf(organization, user), 'viewer')
  })

  test('opens for the invited address only', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const other = await givenUser()
    const { path } = await givenInvitation(organization, { email: freshAddress() })
    const as = await signIn(other)

    const response = await as(client.post(path).accept('json'))

    response.assertStatus(410)
    assert.isUndefined(await roleOf(organization, other))
  })

  test('is used up by the first of two acceptances at once', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const user = await givenUser()
    const { path } = await givenInvitation(organization, { email: user.email })
    const as = await signIn(user)

    const answers = await Promise.all(
      [1, 2].map(() => as(client.post(path).accept('json')).then((response) => response.status()))
    )

    assert.sameMembers(answers, [303, 410])
  })

  test('is dead after seven days', async ({ client }) => {
    const { path } = await givenInvitation(await givenOrganization(), {
      email: freshAddress(),
      now: DateTime.utc().minus({ days: 7, minutes: 1 }),
    })

    const response = await client.get(path).accept('json')

    response.assertStatus(410)
    response.assertBodyContains({ code: 'E_LINK_EXPIRED' })
  })

  test('that was taken back is dead', async ({ client }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'owner'))
    const { id, path } = await givenInvitation(organization, { email: freshAddress() })

    await as(client.delete(`/o/${organization.slug}/team/invitations/${id}`))

    const response = await client.get(path).accept('json')
    response.assertStatus(410)
  })

  test('sent again replaces the first link', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'owner'))
    const email = freshAddress()
    const { id, path } = await givenInvitation(organization, { email })

    await as(client.post(`/o/${organization.slug}/team/invitations/${id}/mail`))
    await runWaiting(sendInvitationJob)

    const [first, second] = [
      await client.get(path),
      await client.get((await lastMailTo(email))!.path),
    ]
    assert.deepEqual([first.status(), second.status()], [410, 200])
  })

  test('cannot offer more than one’s own role', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'admin'))

    const response = await as(
      client
        .post(`/o/${organization.slug}/team/invitations`)
        .form({ email: freshAddress(), role: 'owner' })
    )

    response.assertStatus(403)
    const open = await withTenant(organization.id, () => Invitation.of(organization))
    assert.lengthOf(open, 0)
  })

  test('of one organization is invisible to another', async ({ client, assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const as = await signIn(await givenMember(ours, 'owner'))
    const { id } = await givenInvitation(theirs, { email: freshAddress() })

    const response = await as(client.delete(`/o/${ours.slug}/team/invitations/${id}`))
    const seen = await withTenant(ours.id, (tenant) => tenant.query('SELECT 1 FROM invitations'))

    response.assertStatus(404)
    assert.lengthOf(seen.rows, 0)
  })
})
