import { test } from '@japa/runner'
import { API_SCOPES } from '#organizations/api_keys'
import { givenApiKey } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { addressOf, everyRoute, nameOf, type GuardedRoute } from '#tests/support/routes'
import { sessionHeaders } from '#tests/support/sign_in'

/** Open to everybody, on purpose. What is not in this list asks who is calling. */
const PUBLIC = [
  'GET /',
  'GET /login',
  'POST /login',
  'POST /logout',
  'GET /login/second-step',
  'POST /login/second-step',
  'POST /login/passkey/options',
  'POST /login/passkey',
  'GET /login/with/:provider',
  'GET /login/with/:provider/callback',
  'GET /signup',
  'POST /signup',
  'GET /signup/:token',
  'GET /login/sso',
  'POST /login/sso',
  'GET /login/sso/callback',
  'GET /forgot-password',
  'POST /forgot-password',
  'GET /reset-password/:token',
  'POST /reset-password/:token',
  'GET /verify-email/:token',
  'GET /invitations/:token',
  'POST /invitations/:token',
  // What a brand shows on its host before anybody is known, and which hosts are worth a certificate.
  'GET /brand/:kind',
  'GET /domains/ask',
  'GET /api/v1/openapi.json',
  'GET /dev/mailbox',
  'GET /dev/gallery',
  // Addressed by a secret of a dashboard.
  'GET /d/:token',
  'POST /d/:token',
  'GET /embed/:token',
  'GET /d/:token/images/:image',
  'GET /embed/:token/images/:image',
  'GET /r/:id/:token',
  'POST /r/:id/:token',
  // Signed by the payment provider.
  'POST /stripe/webhooks',
  // Addressed by a token of the source, and signed by its vendor.
  'GET /hooks/:token',
  'POST /hooks/:token',
]

/** For whoever is signed in, whatever their organization: each of them looks after its own rights. */
const PERSONAL = [
  'GET /organizations/new',
  'POST /organizations',
  'POST /profile/verification',
  'POST /profile/confirmation',
  'POST /profile/confirmation/options',
  'GET /second-factor',
  'POST /second-factor',
  'PUT /second-factor',
  'POST /second-factor/authenticator',
  'DELETE /second-factor/authenticator',
  'POST /second-factor/passkeys/options',
  'POST /second-factor/passkeys',
  'DELETE /second-factor/passkeys/:id',
  'POST /second-factor/providers/:provider',
  'DELETE /second-factor/providers/:provider',
  'PUT /profile',
  'PUT /profile/password',
  'DELETE /profile/sessions',
  'DELETE /profile/sessions/:session',
  'POST /sample/visits',
  'GET /marketplace',
  'GET /access-requests/:token',
  'GET /oauth/callback',
]

/** For whoever runs the installation; for others these addresses do not exist. */
const OPERATORS = [
  'GET /operations',
  'GET /operations/organizations',
  'GET /operations/vendors',
  'GET /operations/organizations/:id',
  'POST /operations/organizations/:id/credits',
  'PUT /operations/organizations/:id/trial',
  'PUT /operations/organizations/:id/terms',
  'GET /operations/billing',
  'GET /operations/billing/feeds',
  'POST /operations/billing/feeds',
  'DELETE /operations/billing/feeds/:id',
  'GET /operations/jobs',
  'POST /operations/jobs/:id/retry',
  'POST /operations/jobs/:id/cancellation',
]

type Footing = 'public' | 'personal' | 'operator' | 'permission' | 'scope' | 'undecided'

function footingOf(route: GuardedRoute): Footing {
  const { asksSignIn, isTenant, permissions, asksKey, scopes, asksOperator } = route
  const asked = [asksSignIn, isTenant, permissions.length === 1, asksKey, scopes.length === 1]
  const footings: Record<string, Footing> = {
    'false,false,false,false,false': 'public',
    'true,false,false,false,false': asksOperator ? 'operator' : 'personal',
    'true,true,true,false,false': 'permission',
    'false,false,false,true,true': 'scope',
  }
  return footings[asked.join(',')] ?? 'undecided'
}

const on = (footing: Footing) => everyRoute().filter((route) => footingOf(route) === footing)

async function answer({ method, pattern }: GuardedRoute, headers: Record<string, string>) {
  const response = await fetch(new URL(addressOf(pattern), process.env.APP_URL), {
    method,
    headers: { accept: 'text/html', ...headers },
    redirect: 'manual',
  })
  const body = await response.text()
  return { status: response.status, location: response.headers.get('location'), body }
}

test.group('Every route', () => {
  test('is public by name, or asks for a sign-in, a permission or a scope', ({ assert }) => {
    assert.deepEqual(on('undecided').map(nameOf), [])
    assert.sameMembers(on('public').map(nameOf), PUBLIC)
    assert.sameMembers(on('personal').map(nameOf), PERSONAL)
    assert.sameMembers(on('operator').map(nameOf), OPERATORS)
    assert.isAbove(on('permission').length, 50)
    assert.isAbove(on('scope').length, 3)
  })

  test('below an organization asks for a permission, and below the API for a scope', ({
    assert,
  }) => {
    const below = (prefix: string) =>
      everyRoute().filter(({ pattern }) => pattern.startsWith(prefix))
    const api = below('/api/').filter((route) => !PUBLIC.includes(nameOf(route)))

    assert.deepEqual(
      below('/o/').map(footingOf),
      below('/o/').map(() => 'permission')
    )
    assert.deepEqual(
      api.map(footingOf),
      api.map(() => 'scope')
    )
  })

  test('that asks for a sign-in sends a visitor to it, and leaves the page of a form open', async ({
    assert,
  }) => {
    const visitor = {
      ...(await sessionHeaders(null)),
      'x-inertia': 'true',
      'x-inertia-version': '1',
    }
    const open: string[] = []
    for (const route of [...on('personal'), ...on('operator'), ...on('permission')]) {
      const { status, location } = await answer(route, visitor)
      const isRefused = route.method === 'GET' ? location === '/login' : status === 401
      open.push(...(isRefused ? [] : [`${nameOf(route)}: ${status}`]))
    }
    assert.deepEqual(open, [])
  })

  test('of an operator does not exist for an owner', async ({ assert }) => {
    const owner = await sessionHeaders(await givenMember(await givenOrganization(), 'owner'))
    const answers = await Promise.all(on('operator').map((route) => answer(route, owner)))
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [404])
  })

  test('that asks for a scope refuses no key, and a key with every other scope', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const faults: string[] = []
    for (const route of on('scope')) {
      const others = API_SCOPES.filter((scope) => scope !== route.scopes[0])
      const key = await givenApiKey(organization, others)
      const without = await answer(route, {})
      const wrong = await answer(route, { authorization: `Bearer ${key}` })
      const isRight = without.status === 401 && wrong.body.includes('E_SCOPE_MISSING')
      faults.push(...(isRight ? [] : [`${nameOf(route)}: ${without.status}, ${wrong.status}`]))
    }
    assert.deepEqual(faults, [])
  })

  test('that asks for a scope takes no session for one', async ({ assert }) => {
    const owner = await sessionHeaders(await givenMember(await givenOrganization(), 'owner'))
    const answers = await Promise.all(on('scope').map((route) => answer(route, owner)))
    const statuses = new Set(answers.map(({ status }) => status))
    assert.deepEqual([...statuses], [401])
  })
})
