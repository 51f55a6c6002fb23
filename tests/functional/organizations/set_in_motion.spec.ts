import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { sendEmailVerificationJob } from '#identity/jobs/send_email_verification_job'
import Invitation from '#organizations/models/invitation'
import Membership from '#organizations/models/membership'
import { SendInvitation } from '#organizations/actions/send_invitation'
import type Organization from '#organizations/models/organization'
import { sendInvitationJob } from '#organizations/jobs/send_invitation_job'
import { runWaiting } from '#tests/support/jobs'
import { lastMailTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization, givenUser } from '#tests/support/organizations'
import { signIn, visit } from '#tests/support/sign_in'
import { freshAddress, membershipOf, roleOf } from '#tests/support/team'

/** An admin has invited an address of their own as an admin. */
async function givenOwnInvitation() {
  const organization = await givenOrganization()
  const [owner, admin] = [
    await givenMember(organization, 'owner'),
    await givenMember(organization, 'admin'),
  ]
  const friend = await givenUser()
  const as = await signIn(admin)
  return { organization, owner, admin, friend, as }
}

const openOf = (organization: Organization) =>
  withTenant(organization.id, () =>
    Invitation.of(organization).whereNull('revoked_at').whereNull('accepted_at')
  )

test.group('An invitation whose sender may no longer invite', () => {
  test('is taken back when the sender is {$self}')
    .with(['removed', 'made a viewer', 'made a manager'])
    .run(async ({ client, assert }, change) => {
      const { organization, owner, admin, friend, as } = await givenOwnInvitation()
      const path = `/o/${organization.slug}/team`
      await as(client.post(`${path}/invitations`).form({ email: friend.email, role: 'admin' }))
      await runWaiting(sendInvitationJob)
      const link = (await lastMailTo(friend.email))!.path
      const member = `${path}/members/${(await membershipOf(organization, admin))!.id}`
      const asOwner = await signIn(owner)

      await asOwner(
        change === 'removed'
          ? client.delete(member)
          : client.put(member).form({ role: change.split(' ').at(-1) })
      )
      const page = await (await visit())(client.get(link).accept('json'))
      await (
        await signIn(friend)
      )(client.post(link))

      page.assertStatus(410)
      assert.lengthOf(await openOf(organization), 0)
      assert.isUndefined(await roleOf(organization, friend))
    })

  test('opens nothing, even where nobody took it back', async ({ client, assert }) => {
    const { organization, admin, friend, as } = await givenOwnInvitation()
    await as(
      client
        .post(`/o/${organization.slug}/team/invitations`)
        .form({ email: friend.email, role: 'admin' })
    )
    await runWaiting(sendInvitationJob)
    const { path } = (await lastMailTo(friend.email))!
    await withTenant(organization.id, () =>
      Membership.of(organization).where('user_id', admin.id).update({ role: 'analyst' })
    )

    const [{ id: invitationId }] = await openOf(organization)
    await withTenant(organization.id, (tenant) =>
      new SendInvitation().execute(tenant, { invitationId, now: DateTime.utc() })
    )
    await (
      await signIn(friend)
    )(client.post(path))

    assert.isUndefined(await roleOf(organization, friend))
    assert.equal((await lastMailTo(friend.email))!.path, path)
  })

  test('stands again when somebody who may sends it again', async ({ client, assert }) => {
    const { organization, owner, admin, friend, as } = await givenOwnInvitation()
    const path = `/o/${organization.slug}/team`
    await as(client.post(`${path}/invitations`).form({ email: friend.email, role: 'viewer' }))
    const [{ id }] = await openOf(organization)
    const asOwner = await signIn(owner)
    await asOwner(client.post(`${path}/invitations/${id}/mail`))
    await asOwner(client.delete(`${path}/members/${(await membershipOf(organization, admin))!.id}`))
    await runWaiting(sendInvitationJob)

    await (
      await signIn(friend)
    )(client.post((await lastMailTo(friend.email))!.path))

    assert.equal(await roleOf(organization, friend), 'viewer')
  })
})

test.group('Mail in somebody’s name', () => {
  test('is sent for confirmed addresses only, which the link of the mail makes of one', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const owner = await givenMember(organization, 'owner')
    await owner.merge({ emailVerifiedAt: null }).save()
    const as = await signIn(owner)
    const invite = (email: string) =>
      as(
        client.post(`/o/${organization.slug}/team/invitations`).form({ email, role: 'viewer' })
      ).accept('json')
    const refused = await invite(freshAddress())
    const another = await as(client.post('/organizations').accept('json')).form({
      name: 'Another',
      timeZone: 'UTC',
      currency: 'EUR',
    })

    await as(client.post('/profile/verification'))
    await runWaiting(sendEmailVerificationJob)
    await (
      await visit()
    )(client.get((await lastMailTo(owner.email))!.path))
    const sent = await invite(freshAddress())

    assert.deepEqual([refused.status(), another.status(), sent.status()], [409, 409, 303])
    assert.equal(refused.body().code, 'E_ADDRESS_UNCONFIRMED')
  })

  test('comes three times a day to one address, whoever sends it', async ({ client, assert }) => {
    const email = freshAddress()
    const statuses = []
    for (let time = 0; time < 4; time++) {
      const organization = await givenOrganization()
      const as = await signIn(await givenMember(organization, 'owner'))
      const response = await as(
        client.post(`/o/${organization.slug}/team/invitations`).form({ email, role: 'viewer' })
      ).accept('json')
      statuses.push(response.status())
    }

    assert.deepEqual(statuses, [303, 303, 303, 429])
  })

  test('goes out thirty times a day for one person', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'owner'))
    const statuses = []
    for (let time = 0; time < 31; time++) {
      const response = await as(
        client
          .post(`/o/${organization.slug}/team/invitations`)
          .form({ email: freshAddress(), role: 'viewer' })
      ).accept('json')
      statuses.push(response.status())
    }

    assert.deepEqual([statuses.at(-2), statuses.at(-1)], [303, 429])
  })

  test('quotes the names that others chose, and makes no link of them', async ({
    client,
    assert,
  }) => {
    const name = `Your account is closed! Open https://evil.example now ${'x'.repeat(20)}`
    const organization = await givenOrganization({ name })
    const owner = await givenMember(organization, 'owner')
    await owner.merge({ fullName: 'evil.example' }).save()
    const email = freshAddress()

    await (
      await signIn(owner)
    )(client.post(`/o/${organization.slug}/team/invitations`).form({ email, role: 'viewer' }))
    await runWaiting(sendInvitationJob)

    const { subject, text } = (await lastMailTo(email))!
    assert.match(subject, /^Invitation to “Your account is closed! .{1,40}…” on Quarterdeck$/u)
    assert.notInclude(subject + text, 'https://evil')
    assert.notInclude(text, 'evil.example')
  })
})
