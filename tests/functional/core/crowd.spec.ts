import { test } from '@japa/runner'
import databaseConfig from '#config/database'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { sessionHeaders } from '#tests/support/sign_in'

const CROWD = 3 * databaseConfig.connections.app.pool!.max!

/** Somebody who has just signed up: the organization holds nothing yet. */
async function givenNewcomer() {
  const organization = await givenOrganization()
  const headers = await sessionHeaders(await givenMember(organization))
  return (path: string) =>
    fetch(new URL(`/o/${organization.slug}${path}`, process.env.APP_URL), {
      headers: { ...headers, accept: 'text/html' },
      redirect: 'manual',
    })
}

test.group(`${CROWD} people at once, three for each connection to the database,`, () => {
  test('are all answered on {$self}')
    .with(['', '/explore', '/sources', '/sources/new'])
    .run(async ({ assert }, path) => {
      const visits = await Promise.all(Array.from({ length: CROWD }, givenNewcomer))

      const answers = await Promise.all(visits.map((visit) => visit(path)))

      assert.deepEqual(
        answers.map(({ status }) => status),
        answers.map(() => 200)
      )
    })
    .timeout(30_000)
})
