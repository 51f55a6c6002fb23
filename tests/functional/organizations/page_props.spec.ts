import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { givenFurnishedOrganization, type Furnished } from '#tests/support/furnished'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { wholePage } from '#tests/support/page_props'
import { addressOf, everyRoute, isEndless } from '#tests/support/routes'
import { signIn } from '#tests/support/sign_in'

/** A field named like a secret that carries a value; a flag such as `isSecret` describes a form. */
const SECRET_NAME = /"[a-z_]*(password|token|secret|_?hash|cipher)[a-z_]*":(?!true|false|null)/gi
/** Names of form fields and of their faults are no secrets. */
const HARMLESS = ['"password":"']

/** Every page there is, about entities that exist. Links in mails hold their own secret and are left out. */
function pages({ params }: Furnished): string[] {
  return everyRoute()
    .filter((route) => route.method === 'GET' && !isEndless(route))
    .filter(({ pattern }) => !pattern.startsWith('/api/'))
    .filter(({ pattern }) => !pattern.startsWith('/dev/') && !pattern.includes(':token'))
    .map(({ pattern }) => addressOf(pattern, params))
}

async function sessionIds(person: { id: string }): Promise<string[]> {
  const rows = await db.from('sessions').where('user_id', person.id).select('id')
  return rows.map(({ id }) => id)
}

test.group('The props of every page', () => {
  test('hold no secret and nothing of another organization, the later ones included', async ({
    client,
    assert,
  }) => {
    const [ours, theirs] = [await givenFurnishedOrganization(), await givenFurnishedOrganization()]
    const foreign = [theirs.organization.id, theirs.owner.id, theirs.owner.email]
    const marks = Object.entries(theirs.marks).filter(([name]) => name !== 'numbers')
    const as = await signIn(ours.owner)
    const unseen = [
      ...ours.secrets,
      ...theirs.secrets,
      ...foreign,
      ...marks.map(([, mark]) => mark),
    ]
    const leaks: string[] = []

    for (const path of pages(ours)) {
      const { text } = await wholePage(client, as, path)
      const names = (text.match(SECRET_NAME) ?? []).filter((name) => !HARMLESS.includes(name))
      const secrets = [...unseen, ...(await sessionIds(ours.owner))]
      const values = secrets.filter((value) => text.includes(value))
      leaks.push(...[...names, ...values].map((leak) => `${path}: ${leak}`))
    }

    assert.deepEqual(leaks, [])
    assert.isAbove(pages(ours).length, 20)
    assert.isTrue(ours.secrets.every((secret) => secret.length >= 16))
  }).timeout(120_000)

  test('are all there: each page of an organization opens for its owner', async ({
    client,
    assert,
  }) => {
    const ours = await givenFurnishedOrganization()
    const as = await signIn(ours.owner)
    const within = pages(ours).filter((path) => path.startsWith('/o/'))

    const answers = await Promise.all(within.map((path) => wholePage(client, as, path)))

    assert.deepEqual(
      within.filter((_, index) => answers[index].status !== 200),
      []
    )
  }).timeout(120_000)

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
    assert.notInclude(after.text(), key.slice(12))
    assert.lengthOf(sessions, 0)
  })
})
