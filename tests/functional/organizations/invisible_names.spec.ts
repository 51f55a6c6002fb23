import { test } from '@japa/runner'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenConnection } from '#tests/support/sources'

test.group('A name that nobody could see', () => {
  test('is refused for organizations, sources, dashboards, keys and people: {$self}')
    .with(['\u200B\u200B\u200B', '\u202E\u202E', '\u3164\u3164'])
    .run(async ({ client, assert }, name) => {
      const organization = await givenOrganization()
      const source = await givenConnection(organization)
      const as = await signIn(await givenMember(organization, 'owner'))
      const path = `/o/${organization.slug}`
      const terms = { timeZone: 'UTC', currency: 'EUR' }

      const answers = [
        await as(
          client
            .post('/organizations')
            .json({ name, ...terms })
            .accept('json')
        ),
        await as(
          client
            .put(`${path}/settings`)
            .json({ name, ...terms })
            .accept('json')
        ),
        await as(client.patch(`${path}/sources/${source.slug}`).json({ name }).accept('json')),
        await as(client.post(`${path}/dashboards`).json({ name }).accept('json')),
        await as(
          client
            .post(`${path}/settings/api-keys`)
            .json({ name, scopes: ['metrics:read'] })
            .accept('json')
        ),
        await as(client.put('/profile').json({ fullName: name, timeZone: 'UTC' }).accept('json')),
      ]

      const faults = answers.map((answer) => answer.body().errors?.[0]?.rule)
      assert.deepEqual(faults, Array(6).fill('visible'))
    })

  test('an heir that is no member at all is answered in words', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'owner'))

    const response = await as(
      client.post(`/o/${organization.slug}/team/ownership`).json({ member: 'x' }).accept('json')
    )

    const [fault] = response.body().errors
    assert.equal(fault.message, 'This value is not available. Choose from the list.')
  })
})
