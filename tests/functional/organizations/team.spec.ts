import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import emitter from '@adonisjs/core/services/emitter'
import { ActivityRecorded } from '#organizations'
import { listOrganizationsOf } from '#organizations/queries/list_organizations_of'
import { listAuditEntries } from '#audit/queries/list_audit_entries'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { membershipOf, roleOf } from '#tests/support/team'

test.group('The team', () => {
  test('shows who belongs to it, and to nobody else', async ({ client, assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const owner = await givenMember(ours, 'owner')
    await givenMember(theirs, 'owner')

    const response = await (await signIn(owner))(client.get(`/o/${ours.slug}/team`).withInertia())

    const { members } = response.body().props
    assert.deepEqual(
      members.map((member: { email: string }) => member.email),
      [owner.email]
    )
  })

  test('member gets another role, which is written down', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'admin'))
    const member = await givenMember(organization, 'viewer')
    const { id } = (await membershipOf(organization, member))!

    await as(client.put(`/o/${organization.slug}/team/members/${id}`).form({ role: 'manager' }))

    assert.equal(await roleOf(organization, member), 'manager')
    const { entries } = await withTenant(organization.id, (tenant) => listAuditEntries(tenant))
    assert.deepInclude(entries[0], {
      action: 'member.role_changed',
      detail: { from: 'viewer', to: 'manager' },
    })
  })

  test('admin neither makes nor unmakes an owner', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'admin'))
    const owner = await givenMember(organization, 'owner')
    const viewer = await givenMember(organization, 'viewer')
    const [high, low] = [
      (await membershipOf(organization, owner))!,
      (await membershipOf(organization, viewer))!,
    ]
    const path = `/o/${organization.slug}/team/members`

    const answers = [
      await as(client.put(`${path}/${high.id}`).form({ role: 'viewer' })),
      await as(client.put(`${path}/${low.id}`).form({ role: 'owner' })),
      await as(client.delete(`${path}/${high.id}`)),
    ]

    assert.deepEqual(
      answers.map((answer) => answer.status()),
      [403, 403, 403]
    )
  })

  test('member who was removed is out at the next request', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'owner'))
    const member = await givenMember(organization, 'viewer')
    const theirs = await signIn(member)
    const { id } = (await membershipOf(organization, member))!

    await as(client.delete(`/o/${organization.slug}/team/members/${id}`))

    const after = await theirs(client.get(`/o/${organization.slug}/team`).withInertia())
    after.assertStatus(404)
    assert.lengthOf(await listOrganizationsOf(member.id), 0)
  })

  test('keeps its last owner, and says why', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const owner = await givenMember(organization, 'owner')
    const as = await signIn(owner)
    const { id } = (await membershipOf(organization, owner))!
    const path = `/o/${organization.slug}`

    const answers = [
      await as(client.delete(`${path}/membership`).accept('json')),
      await as(client.put(`${path}/team/members/${id}`).form({ role: 'viewer' }).accept('json')),
    ]

    assert.deepEqual(
      answers.map((answer) => answer.body().code),
      ['E_LAST_OWNER', 'E_LAST_OWNER']
    )
    assert.equal(await roleOf(organization, owner), 'owner')
  })

  test('keeps one of two owners who leave at the same moment', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const owners = [
      await givenMember(organization, 'owner'),
      await givenMember(organization, 'owner'),
    ]
    const sessions = await Promise.all(owners.map((owner) => signIn(owner)))

    await Promise.all(sessions.map((as) => as(client.delete(`/o/${organization.slug}/membership`))))

    const roles = await Promise.all(owners.map((owner) => roleOf(organization, owner)))
    assert.sameMembers(roles, ['owner', undefined])
  })

  test('owner hands over and stays as an admin', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const [owner, heir] = [
      await givenMember(organization, 'owner'),
      await givenMember(organization, 'manager'),
    ]
    const { id } = (await membershipOf(organization, heir))!

    await (
      await signIn(owner)
    )(client.post(`/o/${organization.slug}/team/ownership`).form({ member: id }))

    assert.equal(await roleOf(organization, heir), 'owner')
    assert.equal(await roleOf(organization, owner), 'admin')
  })

  test('of another organization cannot be named', async ({ client, assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const as = await signIn(await givenMember(ours, 'owner'))
    const stranger = await givenMember(theirs, 'viewer')
    const { id } = (await membershipOf(theirs, stranger))!

    const response = await as(
      client.put(`/o/${ours.slug}/team/members/${id}`).form({ role: 'client' })
    )

    response.assertStatus(404)
    assert.equal(await roleOf(theirs, stranger), 'viewer')
  })
})

test.group('Several organizations', () => {
  test('belong to one person, who opens the last one again', async ({ client, assert }) => {
    const first = await givenOrganization()
    const user = await givenMember(first, 'viewer')
    const as = await signIn(user)

    const made = await as(
      client.post('/organizations').form({ name: 'Second Home', timeZone: 'UTC', currency: 'USD' })
    )
    await as(client.get(made.header('location')! + '/team'))
    const start = await as(client.get('/'))

    assert.equal(start.header('location'), made.header('location'))
    assert.lengthOf(await listOrganizationsOf(user.id), 2)
  })
})

test.group('A request that fails half-way', () => {
  test('leaves nothing behind, although an answer was given', async ({
    client,
    assert,
    cleanup,
  }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'owner'))
    const member = await givenMember(organization, 'viewer')
    const { id } = (await membershipOf(organization, member))!
    cleanup(
      emitter.on(ActivityRecorded, ({ tenant }) => {
        if (tenant.organizationId === organization.id) {
          throw new Error('the disk of the audit log is full')
        }
      })
    )

    const response = await as(
      client
        .put(`/o/${organization.slug}/team/members/${id}`)
        .form({ role: 'manager' })
        .withInertia()
    )

    response.assertStatus(500)
    assert.notInclude(response.text(), 'disk of the audit log')
    assert.equal(await roleOf(organization, member), 'viewer')
  })
})
