import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'
import User from '#identity/models/user'
import { dns, organizationOfDomain, recheckDomains } from '#organizations/sso/domains'
import {
  givenSingleSignOn,
  publishRecords,
  startIdentityProvider,
} from '#tests/support/identity_provider'
import { givenMember, givenOrganization, givenUser } from '#tests/support/organizations'
import { givenAuthenticator } from '#tests/support/second_factor'
import { signIn, visit } from '#tests/support/sign_in'
import { roleOf } from '#tests/support/team'

let provider: Awaited<ReturnType<typeof startIdentityProvider>>

const freshDomain = () => `d${crypto.randomUUID().slice(0, 13)}.com`

interface Attempt {
  email: string
  claims?: (nonce: string) => Record<string, unknown>
  isForged?: boolean
  state?: string
}

/** From the address to the answer that comes after the return from the provider. */
async function come(client: ApiClient, { email, claims, isForged, state }: Attempt) {
  const as = await visit()
  const started = await as(client.post('/login/sso').header('x-inertia', 'true').json({ email }))
  const sent = new URL(started.header('x-inertia-location')!)
  const nonce = sent.searchParams.get('nonce')!
  const said = claims?.(nonce) ?? { sub: email, email, nonce, name: 'Ada' }
  const code = await provider.agree(said, { isForged })
  const back = state ?? sent.searchParams.get('state')!
  const answer = await as(client.get(`/login/sso/callback?code=${code}&state=${back}`))
  return answer.header('location')
}

test.group('Single sign-on', (group) => {
  group.setup(async () => {
    provider = await startIdentityProvider()
    return () => provider.stop()
  })

  test('lets people of a proven domain in, makes them members and asks for their second factor', async ({
    client,
    assert,
  }) => {
    const [organization, domain] = [await givenOrganization(), freshDomain()]
    await givenSingleSignOn(organization, domain)
    const email = `ada@${domain}`

    assert.equal(await come(client, { email }), '/')
    const user = await User.findByOrFail('email', email)
    assert.equal(await roleOf(organization, user), 'viewer')
    assert.isNotNull(user.emailVerifiedAt)

    await givenAuthenticator(user)
    assert.equal(await come(client, { email }), '/login/second-step')
  })

  test('takes an address that somebody signed up with and never confirmed', async ({
    client,
    assert,
  }) => {
    const [organization, domain] = [await givenOrganization(), freshDomain()]
    await givenSingleSignOn(organization, domain)
    const squatted = await givenUser({ email: `ada@${domain}`, emailVerifiedAt: null })
    await signIn(squatted)

    assert.equal(await come(client, { email: squatted.email }), '/')
    const after = await User.findOrFail(squatted.id)
    assert.notEqual(after.password, squatted.password)
    assert.lengthOf(await db.from('sessions').where('user_id', squatted.id), 1)
  })

  test('refuses answers that are forged, for others, of another domain or another browser', async ({
    client,
    assert,
  }) => {
    const [organization, domain] = [await givenOrganization(), freshDomain()]
    await givenSingleSignOn(organization, domain)
    const stranger = await givenUser()
    const email = `ada@${domain}`
    const attempts: Attempt[] = [
      { email, isForged: true },
      { email, state: 'forged' },
      { email, claims: (nonce) => ({ sub: 'a', email, nonce, aud: 'another-client' }) },
      { email, claims: (nonce) => ({ sub: 'a', email, nonce, iss: 'https://elsewhere.example' }) },
      { email, claims: () => ({ sub: 'a', email, nonce: 'of another sign-in' }) },
      { email, claims: (nonce) => ({ sub: 'a', nonce }) },
      { email, claims: (nonce) => ({ sub: 'a', email, nonce, email_verified: false }) },
      { email, claims: (nonce) => ({ sub: 'a', email: stranger.email, nonce }) },
    ]
    const answers: (string | undefined)[] = []
    for (const attempt of attempts) {
      answers.push(await come(client, attempt))
    }

    assert.deepEqual(
      answers,
      attempts.map(() => '/login')
    )
    assert.isNull(await User.findBy('email', email))
    assert.lengthOf(await db.from('sessions').where('user_id', stranger.id), 0)
  })

  test('takes a domain whose record is there, first come first served, and lets go of a lost one', async ({
    client,
    assert,
    cleanup,
  }) => {
    const [first, second] = [await givenOrganization(), await givenOrganization()]
    const domain = freshDomain()
    const prove = async (organization: typeof first) => {
      const as = await signIn(await givenMember(organization))
      const path = `/o/${organization.slug}/settings/single-sign-on/domains`
      await as(client.post(path).json({ domain }))
      const answer = await as(client.post(`${path}/${domain}/verification`).accept('json').json({}))
      return answer.status()
    }
    cleanup(publishRecords(first, []))
    assert.equal(await prove(first), 409)
    cleanup(publishRecords(first, [domain]))
    assert.equal(await prove(first), 303)
    cleanup(publishRecords(second, [domain]))
    assert.equal(await prove(second), 409)
    assert.equal(await organizationOfDomain(domain), first.id)

    dns.txt = async () => []
    await recheckDomains()
    assert.isUndefined(await organizationOfDomain(domain))
    const rows = await withTenant(first.id, (tenant) =>
      tenant.query('SELECT 1 FROM sso_domains WHERE verified_at IS NOT NULL')
    )
    assert.lengthOf(rows.rows, 0)
  })
})
