import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import db from '@adonisjs/lucid/services/db'
import { givenApiKey } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { freshAddress, givenInvitation } from '#tests/support/team'

/** A field named like a secret that carries a value; a flag such as `isSecret` describes a form. */
const SECRET_NAME = /"[a-z_]*(password|token|secret|_?hash|cipher)[a-z_]*":(?!true|false|null)/gi
/** Names of form fields and of their faults are no secrets. */
const HARMLESS = ['"password":"']

/** Every page that can be opened without naming a thing inside the organization. */
function pages(slug: string): string[] {
  return Object.values(router.toJSON())
    .flat()
    .filter(({ methods, pattern }) => methods.includes('GET') && !pattern.startsWith('/api/'))
    .map(({ pattern }) => pattern.replace('/o/:organization', `/o/${slug}`))
    .filter((path) => !/[:*]/.test(path) && !path.startsWith('/dev/'))
}

/** An organization with everything in it whose secrets a page could leak. */
async function givenBusyOrganization() {
  const organization = await givenOrganization()
  const owner = await givenMember(organization, 'owner')
  const key = await givenApiKey(organization, ['metrics:read'])
  const email = freshAddress()
  const { path } = await givenInvitation(organization, { email })
  const [{ password }] = await db.from('users').where('id', owner.id)
  const secrets = [password, key.slice(12), path.split('/').at(-1)!]
  return { organization, owner, email, secrets }
}

test.group('The props of every page', () => {
  test('hold no secret and nothing of another organization', async ({ client, assert }) => {
    const ours = await givenBusyOrganization()
    const theirs = await givenBusyOrganization()
    const foreign = [theirs.organization.id, theirs.owner.id, theirs.owner.email, theirs.email]
    const as = await signIn(ours.owner)
    const [leaks, failed]: string[][] = [[], []]

    for (const path of pages(ours.organization.slug)) {
      const response = await as(client.get(path).withInertia())
      const text = response.text()
      failed.push(...(response.status() >= 400 ? [path] : []))
      const names = (text.match(SECRET_NAME) ?? []).filter((name) => !HARMLESS.includes(name))
      const values = [...ours.secrets, ...theirs.secrets, ...foreign].filter((value) =>
        text.includes(value)
      )
      leaks.push(...[...names, ...values].map((leak) => `${path}: ${leak}`))
    }

    assert.deepEqual(leaks, [])
    // These two say what they need: a question, and the answer of a vendor.
    const asking = [`/o/${ours.organization.slug}/explore/export.csv`, '/oauth/callback']
    assert.sameMembers(failed, asking)
    assert.includeMembers(pages('x'), ['/login', '/o/x/team', '/o/x/settings/api-keys'])
  })

  test('of a new API key are the only ones that show it, once', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'owner'))
    const path = `/o/${organization.slug}/settings/api-keys`

    const made = await as(
      client
        .post(path)
        .json({ name: 'Export', scopes: ['metrics:read'] })
        .withInertia()
    )
    const key: string = made.body().props.created
    const after = await as(client.get(path).withInertia())
    const sessions = await db.from('sessions').whereLike('data', `%${key.slice(12)}%`)

    assert.match(key, /^qd_live_[0-9A-Za-z]{38}$/)
    after.assertStatus(200)
    assert.notInclude(after.text(), key.slice(12))
    assert.lengthOf(sessions, 0)
  })
})
