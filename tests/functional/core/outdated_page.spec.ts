import { test } from '@japa/runner'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

async function givenProfilePage() {
  const organization = await givenOrganization()
  const as = await signIn(await givenMember(organization))
  return { as, path: `/o/${organization.slug}/settings/profile` }
}

test.group('A page from before an update', () => {
  test('is told what happened once it is loaded again', async ({ client, assert }) => {
    const { as, path } = await givenProfilePage()

    await as(client.put('/profile').form({ fullName: 'Ada', timeZone: 'UTC' }))
    const outdated = await as(client.get(path).withInertia()).header('x-inertia-version', 'old')
    const page = await as(client.get(path).withInertia())

    outdated.assertStatus(409)
    assert.equal(page.body().flash.toast.message, 'Your profile was saved.')
  })

  test('is told why a form was not accepted, because the form is empty now', async ({
    client,
    assert,
  }) => {
    const { as, path } = await givenProfilePage()

    await as(client.put('/profile').form({ fullName: 'Ada', timeZone: 'Nowhere/Land' }))
    await as(client.get(path).withInertia()).header('x-inertia-version', 'old')
    const page = await as(client.get(path).withInertia())

    const { tone, message } = page.body().flash.toast
    assert.equal(tone, 'failure')
    assert.match(message, /was updated while this page was open.*not saved: .*time zone/i)
  })
})
