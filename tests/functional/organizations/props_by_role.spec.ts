import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { permissionsOf, ROLES, type Permission, type Role } from '#organizations/roles'
import { givenFurnishedOrganization, type Furnished } from '#tests/support/furnished'
import { givenMember } from '#tests/support/organizations'
import { wholePage } from '#tests/support/page_props'
import { addressOf, everyRoute, isEndless } from '#tests/support/routes'
import { signIn } from '#tests/support/sign_in'

type Mark = keyof Furnished['marks']

/** Whose each part of an organization is. A dashboard shows its numbers to whoever may open it. */
const NEEDED: Record<Exclude<Mark, 'numbers'>, Permission> = {
  sources: 'sources.view',
  people: 'team.view',
  invitations: 'team.manage',
  apiKeys: 'api_keys.manage',
  audit: 'audit.view',
}

function isTheirs(mark: Mark, role: Role, pattern: string) {
  const held = permissionsOf(role)
  if (mark === 'numbers') {
    return held.has('explore.query') || pattern.startsWith('/o/:organization/dashboards/')
  }
  return held.has(NEEDED[mark])
}

/** Everything that a role is sent by the pages of an organization: which marks, on which pages. */
async function seenBy(client: ApiClient, role: Role, { organization, params, marks }: Furnished) {
  const as = await signIn(await givenMember(organization, role))
  const seen: { mark: Mark; pattern: string }[] = []
  const opened: string[] = []
  for (const { method, pattern, permissions } of everyRoute()) {
    const isOpen =
      method === 'GET' &&
      !isEndless({ pattern }) &&
      permissionsOf(role).has(permissions[0] as Permission)
    if (isOpen) {
      const { status, text } = await wholePage(client, as, addressOf(pattern, params))
      opened.push(...(status === 200 ? [pattern] : []))
      const found = (Object.keys(marks) as Mark[]).filter((mark) => text.includes(marks[mark]))
      seen.push(...found.map((mark) => ({ mark, pattern })))
    }
  }
  return { seen, opened }
}

test.group('What pages send to the browser', () => {
  test('is what the role may see, later props included: {$self}')
    .with([...ROLES])
    .run(async ({ client, assert }, role) => {
      const furnished = await givenFurnishedOrganization()

      const { seen, opened } = await seenBy(client, role, furnished)

      const foreign = seen.filter(({ mark, pattern }) => !isTheirs(mark, role, pattern))
      assert.deepEqual(
        foreign.map(({ mark, pattern }) => `${mark} on ${pattern}`),
        []
      )
      assert.include(opened, '/o/:organization')
    })
    .timeout(120_000)

  test('shows an owner each of the marks somewhere, so that they can be seen at all', async ({
    client,
    assert,
  }) => {
    const furnished = await givenFurnishedOrganization()

    const { seen } = await seenBy(client, 'owner', furnished)

    const marks = new Set(seen.map(({ mark }) => mark))
    assert.sameMembers([...marks], Object.keys(furnished.marks))
    const home = seen.filter(({ pattern }) => pattern === '/o/:organization')
    assert.includeMembers(
      home.map(({ mark }) => mark),
      ['numbers', 'sources']
    )
  }).timeout(120_000)
})
