import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { Organization } from '#organizations'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { roleOf } from '#tests/support/team'

/** The installation's sample: the one that is found is the oldest, so a test takes what is there. */
async function givenSample() {
  const known = await Organization.query().where('is_sample', true).orderBy('created_at').first()
  if (known) {
    return known
  }
  const organization = await givenOrganization({ name: 'Sample Roasters' })
  return organization.merge({ isSample: true }).save()
}

test.group('Looking around in the sample organization', () => {
  test('takes one click, and makes the person a viewer once', async ({ assert, client }) => {
    const sample = await givenSample()
    const own = await givenOrganization()
    const person = await givenMember(own)
    const as = await signIn(person)

    const first = await as(client.post('/sample/visits'))
    const second = await as(client.post('/sample/visits'))

    first.assertStatus(303)
    first.assertHeader('location', `/o/${sample.slug}`)
    second.assertStatus(303)
    assert.equal(await roleOf(sample, person), 'viewer')
    const { rows } = await withTenant(sample.id, (tenant) =>
      tenant.query(
        `SELECT 1 FROM audit_entries WHERE organization_id = $1 AND action = 'sample.visited' AND actor_id = $2`,
        [sample.id, person.id]
      )
    )
    assert.lengthOf(rows, 1)
  })

  test('shows strangers no other strangers', async ({ assert, client }) => {
    const sample = await givenSample()
    const owner = await givenMember(sample, 'owner')
    const stranger = await givenMember(sample, 'viewer')
    const person = await givenMember(sample, 'viewer')

    const page = await (await signIn(person))(client.get(`/o/${sample.slug}/team`).withInertia())

    const seen = page.body().props.members.map(({ email }: { email: string }) => email)
    assert.includeMembers(seen, [owner.email, person.email])
    assert.notInclude(seen, stranger.email)
  })

  test('is for people who are signed in', async ({ client }) => {
    const response = await (await signIn(null))(client.post('/sample/visits'))
    response.assertHeader('location', '/login')
  })
})
