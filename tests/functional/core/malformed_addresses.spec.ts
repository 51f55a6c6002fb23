import { test } from '@japa/runner'
import type { ApiScope } from '#organizations/api_keys'
import { givenApiKey } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { addressOf, everyRoute, nameOf, partsOf } from '#tests/support/routes'
import { sessionHeaders } from '#tests/support/sign_in'

/** Parts that are ids. The others are names, of which `x` is one that nothing has. */
const IDS = [
  ...[
    'annotation',
    'brand',
    'channel',
    'client',
    'comment',
    'delegation',
    'delivery',
    'goal',
    'id',
    'image',
    'import',
    'incident',
    'invitation',
    'key',
    'member',
    'request',
    'role',
    'rule',
    'run',
    'saved',
    'team',
    'original',
    'template',
  ],
  ...['report', 'reportRun', 'schedule', 'widget'],
]
const NO_ID = ['x', '42', 'zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz']
const NO_NAME = ['%00', 'a%00b', 'é漢🦀', '%E2%80%AE', "'", '%25', 'x'.repeat(4000)]

/** Nothing has such a name: it is not found, or a link opens nothing. */
const ABSENT = [404, 410]

interface Try {
  method: string
  path: string
}

function tries(slug: string): Try[] {
  return everyRoute().flatMap(({ method, pattern }) =>
    partsOf(pattern).flatMap((part) =>
      (IDS.includes(part) ? [...NO_ID, ...NO_NAME] : NO_NAME).map((value) => ({
        method,
        path: addressOf(pattern, { organization: slug, [part]: value }),
      }))
    )
  )
}

test.group('An address with a part that cannot be the name of anything', () => {
  test('is not found, on every route that has parts', async ({ assert }) => {
    const organization = await givenOrganization()
    const person = await sessionHeaders(await givenMember(organization, 'owner'))
    const scopes = ['metrics:read', 'syncs:read', 'alerts:write', 'reports:read', 'reports:write']
    const key = await givenApiKey(organization, scopes as ApiScope[])
    const faults: string[] = []

    for (const { method, path } of tries(organization.slug)) {
      const isApi = path.startsWith('/api/')
      const headers = isApi ? { authorization: `Bearer ${key}` } : person
      const response = await fetch(process.env.APP_URL + path, {
        method,
        headers: { ...headers, 'x-inertia': 'true', 'x-inertia-version': '1' },
        redirect: 'manual',
      })
      await response.body?.cancel()
      faults.push(
        ...(ABSENT.includes(response.status)
          ? []
          : [`${method} ${path.slice(0, 120)} → ${response.status}`])
      )
    }

    assert.deepEqual(faults, [])
    assert.isAbove(tries('x').length, 300)
  }).timeout(180_000)

  test('every part of an address is either an id or a name in this test', ({ assert }) => {
    const NAMES = [
      'connection',
      'dashboard',
      'database',
      'format',
      'kpi',
      'hostname',
      'name',
      'number',
      'organization',
      'provider',
      'session',
      'table',
      'token',
      'vendor',
      'host',
      'kind',
    ]
    const known = new Set([...IDS, ...NAMES])
    const unknown = everyRoute().filter(({ pattern }) =>
      partsOf(pattern).some((part) => !known.has(part))
    )

    assert.deepEqual(unknown.map(nameOf), [])
  })
})
