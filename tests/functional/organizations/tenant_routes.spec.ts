import { test } from '@japa/runner'
import { givenMember, givenOrganization, givenUser } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

test.group('Pages of an organization', () => {
  test('open for a member whose role allows it', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'viewer'))

    const response = await as(client.get(`/o/${organization.slug}/team`).withInertia())

    response.assertStatus(200)
    const { props } = response.body()
    assert.equal(props.shell.organization.slug, organization.slug)
    assert.equal(props.shell.role, 'viewer')
    assert.lengthOf(props.shell.organizations, 1)
  })

  test('are refused to a member whose role does not', async ({ client }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'client'))

    const response = await as(client.get(`/o/${organization.slug}/team`).withInertia())

    response.assertStatus(403)
  })

  test('look the same to a stranger whether or not the organization exists', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenUser())

    const foreign = await as(client.get(`/o/${organization.slug}/team`).accept('json'))
    const absent = await as(client.get('/o/no-such-organization/team').accept('json'))

    assert.equal(foreign.status(), 404)
    assert.deepEqual({ ...foreign.body(), requestId: null }, { ...absent.body(), requestId: null })
  })

  test('send a visitor to the sign-in page', async ({ client }) => {
    const response = await client.get('/o/anything/team').redirects(0)

    response.assertStatus(303)
    response.assertHeader('location', '/login')
  })

  test('answer 401 to a program without a session', async ({ client }) => {
    const response = await client.get('/o/anything/team').accept('json')

    response.assertStatus(401)
    response.assertBodyContains({ code: 'E_UNAUTHENTICATED' })
  })
})
