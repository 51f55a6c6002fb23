import { test } from '@japa/runner'
import type Organization from '#organizations/models/organization'
import { permissionsOf, ROLES, type Role } from '#organizations/roles'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { sessionHeaders } from '#tests/support/sign_in'
import { addressOf, tenantRoutesOfRouter, type TenantRoute } from '#tests/support/tenant_routes'

const nameOf = ({ method, pattern }: TenantRoute) => `${method} ${pattern}`

/** Only the status matters here; a page that streams for ever is let go of once it answers. */
async function statusOf(route: TenantRoute, slug: string, headers: Record<string, string>) {
  const response = await fetch(new URL(addressOf(route, slug), process.env.APP_URL), {
    method: route.method,
    headers: { ...headers, 'accept': 'text/html', 'x-inertia': 'true', 'x-inertia-version': '1' },
    redirect: 'manual',
  })
  await response.body?.cancel()
  return response.status
}

async function givenTeam() {
  const organization = await givenOrganization()
  await givenMember(organization, 'owner')
  return organization
}

async function verdict(organization: Organization, role: Role, route: TenantRoute) {
  const headers = await sessionHeaders(await givenMember(organization, role))
  const status = await statusOf(route, organization.slug, headers)
  const isAllowed = permissionsOf(role).has(route.permissions[0])
  const isRight = isAllowed ? status !== 403 && status < 500 : status === 403
  return isRight ? [] : [`${role} ${nameOf(route)} → ${status}, allowed: ${isAllowed}`]
}

test.group('Every route of an organization', () => {
  test('names exactly one permission', ({ assert }) => {
    const undecided = tenantRoutesOfRouter().filter(({ permissions }) => permissions.length !== 1)

    assert.deepEqual(undecided.map(nameOf), [])
    assert.isAbove(tenantRoutesOfRouter().length, 10)
  })

  test('answers each role as the table of permissions says: {$self}')
    .with([...ROLES])
    .run(async ({ assert }, role) => {
      const organization = await givenTeam()
      const faults: string[] = []
      for (const route of tenantRoutesOfRouter()) {
        faults.push(...(await verdict(organization, role, route)))
      }
      assert.deepEqual(faults, [])
    })
    .timeout(120_000)

  test('does not exist for members of other organizations', async ({ assert }) => {
    const [ours, theirs] = [await givenTeam(), await givenTeam()]
    const headers = await sessionHeaders(await givenMember(ours, 'owner'))
    const open: string[] = []
    for (const route of tenantRoutesOfRouter()) {
      const status = await statusOf(route, theirs.slug, headers)
      open.push(...(status === 404 ? [] : [`${nameOf(route)} → ${status}`]))
    }
    assert.deepEqual(open, [])
  })

  test('sends a visitor to the sign-in page, and leaves the page of a form open', async ({
    assert,
  }) => {
    const organization = await givenTeam()
    const headers = await sessionHeaders(null)
    const open: string[] = []
    for (const route of tenantRoutesOfRouter()) {
      const status = await statusOf(route, organization.slug, headers)
      const refusal = route.method === 'GET' ? 303 : 401
      open.push(...(status === refusal ? [] : [`${nameOf(route)} → ${status}`]))
    }
    assert.deepEqual(open, [])
  })
})
