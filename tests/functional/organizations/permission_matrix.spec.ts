import { test } from '@japa/runner'
import { permissionsOf, ROLES, type Permission, type Role } from '#organizations/roles'
import { bodyFor } from '#tests/support/bodies'
import { givenFurnishedOrganization, type Furnished } from '#tests/support/furnished'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { addressOf, everyRoute, nameOf, type GuardedRoute } from '#tests/support/routes'
import { sessionHeaders } from '#tests/support/sign_in'

/** What is taken away goes last, the parts of an entity before the entity, so that everything finds what it names. */
const routes = () =>
  everyRoute()
    .filter(({ permissions }) => permissions.length > 0)
    .sort((one, other) => takes(one) - takes(other))

function takes({ method, pattern }: GuardedRoute): number {
  const depth = pattern.split('/').length
  return method === 'DELETE' || pattern.endsWith('/undoing') ? 100 - depth : 0
}

const AS_THE_FRONT_END = {
  'accept': 'text/html',
  'content-type': 'application/json',
  'x-inertia': 'true',
  'x-inertia-version': '1',
}

/** Only the status matters here; a page that streams for ever is let go of once it answers. */
async function statusOf(
  route: GuardedRoute,
  params: Record<string, string>,
  headers: Record<string, string>
) {
  const { method, pattern } = route
  const response = await fetch(new URL(addressOf(pattern, params), process.env.APP_URL), {
    method,
    headers: { ...headers, ...AS_THE_FRONT_END },
    body: method === 'GET' ? undefined : bodyFor(nameOf(route)),
    redirect: 'manual',
  })
  await response.body?.cancel()
  return response.status
}

/** A comment is taken back by who wrote it; to others there is nothing that they could. */
const OF_ONE_PERSON = ['DELETE /o/:organization/dashboards/:dashboard/comments/:comment']

/** Everything exists, so a page opens, and a form is taken or sent back to where it was. */
function isRight(route: GuardedRoute, isAllowed: boolean, status: number) {
  const { method } = route
  if (!isAllowed) {
    return status === 403
  }
  if (OF_ONE_PERSON.includes(nameOf(route)) && status === 404) {
    return true
  }
  return method === 'GET' ? status === 200 : [200, 302, 303].includes(status)
}

async function verdict({ organization, params }: Furnished, role: Role, route: GuardedRoute) {
  const headers = await sessionHeaders(await givenMember(organization, role))
  const status = await statusOf(route, params, headers)
  const isAllowed = permissionsOf(role).has(route.permissions[0] as Permission)
  const fault = `${role} ${nameOf(route)} → ${status}, allowed: ${isAllowed}`
  return isRight(route, isAllowed, status) ? [] : [fault]
}

test.group('Every route of an organization', () => {
  test('answers each role as the table of permissions says, about entities that exist: {$self}')
    .with([...ROLES])
    .run(async ({ assert }, role) => {
      const furnished = await givenFurnishedOrganization()
      const faults: string[] = []
      for (const route of routes()) {
        faults.push(...(await verdict(furnished, role, route)))
      }
      assert.deepEqual(faults, [])
      assert.isAbove(routes().length, 50)
    })
    .timeout(120_000)

  test('does not exist for members of other organizations, whose entities do', async ({
    assert,
  }) => {
    const theirs = await givenFurnishedOrganization()
    const headers = await sessionHeaders(await givenMember(await givenOrganization(), 'owner'))
    const open: string[] = []
    for (const route of routes()) {
      const status = await statusOf(route, theirs.params, headers)
      open.push(...(status === 404 ? [] : [`${nameOf(route)} → ${status}`]))
    }
    assert.deepEqual(open, [])
  })

  test('finds nothing of another organization under the own one', async ({ assert }) => {
    const [ours, theirs] = [await givenFurnishedOrganization(), await givenFurnishedOrganization()]
    const headers = await sessionHeaders(ours.owner)
    const params = { ...theirs.params, organization: ours.organization.slug }
    const found: string[] = []
    for (const route of routes().filter(namesAnId)) {
      const status = await statusOf(route, params, headers)
      found.push(...(status === 404 ? [] : [`${nameOf(route)} → ${status}`]))
    }
    assert.deepEqual(found, [])
  })
})

/** Names of plugins are everybody's, and names of dashboards are alike in every organization. */
const namesAnId = ({ pattern }: GuardedRoute) =>
  /:(import|invitation|key|member|role|run|connection|database|described|rule|incident|channel|client|delegation|request|brand|host(?!name)|team|report|goal)/.test(
    pattern
  )
