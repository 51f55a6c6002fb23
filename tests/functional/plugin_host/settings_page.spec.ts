import { test } from '@japa/runner'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

test.group('The plugins page', () => {
  test('lists the plugins, and what each may do with the reason', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization))

    const response = await as(client.get(`/o/${organization.slug}/settings/plugins`))

    response.assertStatus(200)
    for (const text of ['Google Ads', 'Stripe', 'Reads campaigns and their metrics.']) {
      assert.include(response.text(), text)
    }
  })

  test('switches a plugin on after consent, and off again', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization))
    const plugin = `/o/${organization.slug}/settings/plugins/google/ads`
    const scopes = ['googleads.googleapis.com', 'accounts.google.com', 'oauth2.googleapis.com']

    const form = { scopes: [...scopes.map((host) => `net:${host}`), 'metrics:write'] }
    await as(client.post(`${plugin}/consent`).json(form))
    const on = await as(client.get(`/o/${organization.slug}/settings/plugins`))
    await as(client.delete(`${plugin}/activation`))
    const off = await as(client.get(`/o/${organization.slug}/settings/plugins`))

    assert.match(on.text(), /&quot;status&quot;:&quot;enabled&quot;|"status":"enabled"/)
    off.assertStatus(200)
    assert.notMatch(off.text(), /&quot;status&quot;:&quot;enabled&quot;|"status":"enabled"/)
  })
})
