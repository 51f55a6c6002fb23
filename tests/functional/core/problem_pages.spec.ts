import { test } from '@japa/runner'
import type { ApiResponse } from '@japa/api-client'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

function seen(response: ApiResponse) {
  const { component, props } = response.body()
  const { user, organization } = props.shell
  return [response.status(), component, user?.email ?? null, organization?.slug ?? null]
}

test.group('The page of a refusal', () => {
  test('keeps the navigation for a member whose role does not allow it', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const user = await givenMember(organization, 'viewer')
    const as = await signIn(user)

    const page = await as(client.get(`/o/${organization.slug}/settings/audit`).withInertia())

    assert.deepEqual(seen(page), [403, 'core/problem_inside', user.email, organization.slug])
  })

  test('keeps it where the address is nobody’s, or of another organization')
    .with(['/no-such-page', '/o/no-such-organization/team'])
    .run(async ({ client, assert }, path) => {
      const organization = await givenOrganization()
      const user = await givenMember(organization, 'analyst')
      const as = await signIn(user)

      const page = await as(client.get(path).withInertia())

      assert.deepEqual(seen(page), [404, 'core/problem_inside', user.email, organization.slug])
      assert.include(page.body().props.shell.permissions, 'explore.query')
    })

  test('knows nobody whose session is older than the password', async ({ client, assert }) => {
    const user = await givenMember(await givenOrganization())
    const as = await signIn(user, { signed_in_at: 1 })

    const page = await as(client.get('/no-such-page').withInertia())

    assert.deepEqual(seen(page), [404, 'core/problem', null, null])
  })

  test('starts no session for a visitor', async ({ client, assert }) => {
    const page = await client.get('/no-such-page').withInertia()

    assert.deepEqual(seen(page), [404, 'core/problem', null, null])
    assert.deepEqual(Object.keys(page.cookies()), [])
  })
})
