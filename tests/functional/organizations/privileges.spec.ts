import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { withTenant } from '#foundation'
import type User from '#identity/models/user'
import CustomRole from '#organizations/models/custom_role'
import type Organization from '#organizations/models/organization'
import { allPermissions, permissionsOf, ROLES, type Permission } from '#organizations/roles'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { seededRandom } from '#tests/support/seeded_random'
import { signIn } from '#tests/support/sign_in'
import { givenCustomRole, membershipOf, withCustomRole } from '#tests/support/team'

const STEPS = 50

/** What the strongest of them holds: the numbers, and the team. */
const strongest = (): Permission[] => [
  ...permissionsOf('analyst'),
  ...(['team.manage', 'roles.manage', 'api_keys.manage'] as const),
]

/** Three people who work together, and two above them whom they would like to be. */
async function givenConspiracy(organization: Organization) {
  await givenMember(organization, 'owner')
  await givenMember(organization, 'admin')
  const people = [
    await givenMember(organization, 'viewer'),
    await givenMember(organization, 'client'),
    await givenMember(organization, 'viewer'),
  ]
  const role = await givenCustomRole(organization, { permissions: strongest() })
  await withCustomRole(organization, people[0], role.id)
  return people
}

async function heldBy(organization: Organization, people: User[]): Promise<Set<string>> {
  const places = await Promise.all(people.map((person) => membershipOf(organization, person)))
  return new Set(places.flatMap((place) => [...(place?.permissions ?? [])]))
}

/** One call that any of them may try, with whatever comes to mind. */
async function randomCall(organization: Organization, random: () => number) {
  const pick = <One>(all: readonly One[]) => all[Math.floor(random() * all.length)]
  const [roles, members] = await withTenant(organization.id, async (tenant) => {
    const own = (await CustomRole.of(organization)) as CustomRole[]
    const { rows } = await tenant.query<{ id: string }>(
      'SELECT id FROM memberships WHERE organization_id = $1 ORDER BY id',
      [organization.id]
    )
    return [own.map(({ id }) => id).sort(), rows.map(({ id }) => id)]
  })
  const own = strongest()
  const permissions = allPermissions().filter(
    (permission) => random() < (own.includes(permission) ? 0.4 : 0.03)
  )
  const terms = { name: `Role ${Math.floor(random() * 1e9)}`, base: 'manager', permissions }
  const role = pick([...ROLES, ...roles])
  return pick([
    { method: 'put', path: `/team/members/${pick(members)}`, body: { role } },
    { method: 'put', path: `/team/members/${pick(members)}`, body: { role } },
    { method: 'post', path: '/team/roles', body: terms },
    { method: 'put', path: `/team/roles/${pick(roles)}`, body: terms },
    { method: 'delete', path: `/team/roles/${pick(roles)}`, body: {} },
    { method: 'post', path: '/team/ownership', body: { member: pick(members) } },
  ] as const)
}

async function conspire(client: ApiClient, organization: Organization, random: () => number) {
  const people = await givenConspiracy(organization)
  const before = await heldBy(organization, people)
  const sessions = await Promise.all(people.map((person) => signIn(person)))
  const taken: number[] = []
  for (let step = 0; step < STEPS; step++) {
    const as = sessions[Math.max(0, Math.floor(random() * 6) - 3)]
    const { method, path, body } = await randomCall(organization, random)
    const address = `/o/${organization.slug}${path}`
    const answer = await as(client[method](address).accept('json').json(body))
    taken.push(answer.status())
  }
  return { before, after: await heldBy(organization, people), taken }
}

test.group('Calls that are allowed', () => {
  test('never add up to a permission that nobody of those who made them had: seed {$self}')
    .with([11, 48])
    .run(async ({ client, assert }, seed) => {
      const organization = await givenOrganization()
      const { before, after, taken } = await conspire(client, organization, seededRandom(seed))
      const gained = [...after].filter((permission) => !before.has(permission))

      assert.deepEqual(gained, [])
      // Calls were taken as well as refused, or nothing was tried.
      assert.isAbove(taken.filter((status) => status < 400).length, 0)
      assert.isAbove(taken.filter((status) => status === 403).length, 0)
    })
})
