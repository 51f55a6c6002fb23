import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import type User from '#identity/models/user'
import { HeldTeam } from '#organizations/held_team'
import Membership from '#organizations/models/membership'
import type Organization from '#organizations/models/organization'
import type { Role } from '#organizations/roles'
import { meanwhile } from '#tests/support/meanwhile'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { freshAddress, membershipOf, roleOf } from '#tests/support/team'

const ROUNDS = 12

/** An organization with a member of each role, each signed in. */
async function givenTeamOf<Name extends string>(roles: Record<Name, Role>) {
  const organization = await givenOrganization()
  const people = {} as Record<Name, User>
  const ids = {} as Record<Name, string>
  const as = {} as Record<Name, Awaited<ReturnType<typeof signIn>>>
  for (const [name, role] of Object.entries<Role>(roles) as [Name, Role][]) {
    people[name] = await givenMember(organization, role)
    ids[name] = (await membershipOf(organization, people[name]))!.id
    as[name] = await signIn(people[name])
  }
  return { organization, path: `/o/${organization.slug}`, people, ids, as }
}

/** Another request that has gone as far as its commit. */
const roleBecomes = (organization: Organization, id: string, role: Role) => async () => {
  const member = await Membership.of(organization).where({ id }).forUpdate().firstOrFail()
  await member.merge({ role }).save()
}

const departureOf = (organization: Organization, id: string) => async () => {
  const member = await Membership.of(organization).where({ id }).forUpdate().firstOrFail()
  await member.delete()
}

function rolesIn(organization: Organization) {
  return withTenant(organization.id, async () => {
    const members = await Membership.of(organization)
    return members.map(({ role }) => role)
  })
}

test.group('Two people who change the team at the same moment', () => {
  test('the ownership is not handed to somebody who is just leaving', async ({
    client,
    assert,
  }) => {
    const { organization, path, people, ids, as } = await givenTeamOf({
      owner: 'owner',
      heir: 'manager',
    })

    const response = await meanwhile(organization, {
      first: departureOf(organization, ids.heir),
      then: () =>
        as.owner(client.post(`${path}/team/ownership`).form({ member: ids.heir }).accept('json')),
    })

    assert.equal(response.body().code, 'E_NOT_A_MEMBER')
    assert.equal(await roleOf(organization, people.owner), 'owner')
  })

  test('an owner who is just being demoted hands nothing over and stays demoted', async ({
    client,
    assert,
  }) => {
    const { organization, path, people, ids, as } = await givenTeamOf({
      demoted: 'owner',
      other: 'owner',
      heir: 'manager',
    })

    const response = await meanwhile(organization, {
      first: roleBecomes(organization, ids.demoted, 'viewer'),
      then: () => as.demoted(client.post(`${path}/team/ownership`).form({ member: ids.heir })),
    })

    response.assertStatus(403)
    assert.equal(await roleOf(organization, people.demoted), 'viewer')
    assert.equal(await roleOf(organization, people.heir), 'manager')
  })

  test(
    'an admin who is just being demoted changes, removes and invites nobody, and makes no key: {$self}'
  )
    .with(['change', 'remove', 'invite', 'key'] as const)
    .run(async ({ client, assert }, deed) => {
      const { organization, path, people, ids, as } = await givenTeamOf({
        owner: 'owner',
        admin: 'admin',
        viewer: 'viewer',
      })
      const member = `${path}/team/members/${ids.viewer}`
      const deeds = {
        change: () => as.admin(client.put(member).form({ role: 'manager' })),
        remove: () => as.admin(client.delete(member)),
        key: () =>
          as.admin(
            client.post(`${path}/settings/api-keys`).json({ name: 'k', scopes: ['metrics:read'] })
          ),
        invite: () =>
          as.admin(
            client.post(`${path}/team/invitations`).form({ email: freshAddress(), role: 'admin' })
          ),
      }

      const response = await meanwhile(organization, {
        first: roleBecomes(organization, ids.admin, 'viewer'),
        then: deeds[deed],
      })

      response.assertStatus(403)
      assert.equal(await roleOf(organization, people.viewer), 'viewer')
      const open = await withTenant(organization.id, (tenant) =>
        tenant.query('SELECT id FROM invitations UNION ALL SELECT id FROM api_keys')
      )
      assert.lengthOf(open.rows, 0)
    })

  test('somebody who was just removed finds nothing here any more', async ({ client, assert }) => {
    const { organization, path, people, ids, as } = await givenTeamOf({
      owner: 'owner',
      admin: 'admin',
      viewer: 'viewer',
    })

    const response = await meanwhile(organization, {
      first: departureOf(organization, ids.admin),
      then: () => as.admin(client.delete(`${path}/team/members/${ids.viewer}`)),
    })

    response.assertStatus(404)
    assert.equal(await roleOf(organization, people.viewer), 'viewer')
  })

  test('an owner who leaves is judged by who is an owner by then', async ({ client, assert }) => {
    const { organization, path, people, ids, as } = await givenTeamOf({
      leaving: 'owner',
      other: 'owner',
    })

    const response = await meanwhile(organization, {
      first: roleBecomes(organization, ids.other, 'admin'),
      then: () => as.leaving(client.delete(`${path}/membership`).accept('json')),
    })

    assert.equal(response.body().code, 'E_LAST_OWNER')
    assert.equal(await roleOf(organization, people.leaving), 'owner')
  })

  test('a held team is one at a time', async ({ assert }) => {
    const { organization } = await givenTeamOf({ owner: 'owner', viewer: 'viewer' })
    const steps: string[] = []

    await meanwhile(organization, {
      first: async (tenant) => {
        await HeldTeam.hold(tenant)
        steps.push('first')
      },
      then: () =>
        withTenant(organization.id, async (tenant) => {
          await HeldTeam.hold(tenant)
          steps.push('second')
        }),
      during: async () => void steps.push('still the first'),
    })

    assert.deepEqual(steps, ['first', 'still the first', 'second'])
  })
})

test.group('An organization', () => {
  test('has an owner whichever of a handover and a departure is faster', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const { organization, path, ids, as } = await givenTeamOf({ owner: 'owner', heir: 'admin' })

      const answers = await Promise.all([
        as.owner(client.post(`${path}/team/ownership`).form({ member: ids.heir })),
        as.heir(client.delete(`${path}/membership`)),
      ])

      assert.include(await rolesIn(organization), 'owner')
      assert.isTrue(answers.every((answer) => answer.status() < 500))
    }
  }).timeout(120_000)

  test('keeps a demotion whichever of it and a handover is faster', async ({ client, assert }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const { organization, path, people, ids, as } = await givenTeamOf({
        demoted: 'owner',
        other: 'owner',
        heir: 'admin',
      })

      await Promise.all([
        as.demoted(client.post(`${path}/team/ownership`).form({ member: ids.heir })),
        as.other(client.put(`${path}/team/members/${ids.demoted}`).form({ role: 'viewer' })),
      ])

      assert.equal(await roleOf(organization, people.demoted), 'viewer')
      assert.include(await rolesIn(organization), 'owner')
    }
  }).timeout(120_000)
})
