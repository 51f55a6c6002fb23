import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#identity/models/user'
import { givenMember, givenOrganization, givenUser } from '#tests/support/organizations'
import { givenAuthenticator } from '#tests/support/second_factor'
import { signIn } from '#tests/support/sign_in'
import { startSignInProvider, type Profile } from '#tests/support/sign_in_provider'
import { freshAddress } from '#tests/support/team'

let provider: Awaited<ReturnType<typeof startSignInProvider>>

const at = (path: string) => new URL(path, process.env.APP_URL)

/** Cookies as a browser keeps them. */
class Visitor {
  readonly #cookies = new Map<string, string>()

  async go(path: string) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at(path), { headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      this.#cookies.set(name, value)
    }
    const page = await response.text()
    return { status: response.status, location: response.headers.get('location') ?? '', page }
  }

  /** Goes to the provider and answers the state that the provider is to send back. */
  async begin(id: string) {
    const { location } = await this.go(`/login/with/${id}`)
    return new URL(location).searchParams.get('state')!
  }

  /** Comes back from the provider as who it says. */
  async comeBack(id: string, profile: Profile) {
    const state = await this.begin(id)
    const code = provider.agree(profile)
    return this.go(`/login/with/${id}/callback?state=${state}&code=${code}`)
  }
}

const subject = () => `s-${crypto.randomUUID()}`
const linkedTo = async (id: string) => {
  const row = await db.from('linked_accounts').where('subject', id).first()
  return row?.user_id as string | undefined
}

/** The same verified person, as each provider that vouches for addresses says it. */
const VOUCHED: Record<string, (id: string, email: string) => Profile> = {
  google: (sub, email) => ({ sub, email, email_verified: true, name: 'Ada' }),
  linkedin: (sub, email) => ({ sub, email, email_verified: true, given_name: 'Ada' }),
  github: (id, email) => ({
    id,
    login: 'ada',
    emails: [{ email, primary: true, verified: true }],
  }),
}

/** And as those do that say it of any address. */
const CLAIMED: Record<string, (id: string, email: string) => Profile> = {
  microsoft: (sub, email) => ({ sub, email, name: 'Ada' }),
  facebook: (id, email) => ({ id, email, name: 'Ada', verified: true }),
}

test.group('Sign-in with another provider', (group) => {
  group.setup(async () => {
    provider = await startSignInProvider()
    return () => provider.stop()
  })

  test('makes an account for a vouched address, and finds it again: {$self}')
    .with(Object.keys(VOUCHED))
    .run(async ({ assert }, id) => {
      const [account, email] = [subject(), freshAddress()]
      const first = await new Visitor().comeBack(id, VOUCHED[id](account, email))
      const user = await User.findByOrFail('email', email)
      await user.merge({ email: freshAddress() }).save()
      const again = await new Visitor().comeBack(id, VOUCHED[id](account, email))

      assert.deepEqual([first.location, again.location], ['/', '/'])
      assert.equal(await linkedTo(account), user.id)
      assert.isNotNull(user.emailVerifiedAt)
      assert.lengthOf(await db.from('sessions').where('user_id', user.id), 2)
    })

  test('links nothing to an address that the provider does not vouch for: {$self}')
    .with(Object.keys(CLAIMED))
    .run(async ({ assert }, id) => {
      const person = await givenUser()
      const account = subject()
      const visitor = new Visitor()
      const known = await visitor.comeBack(id, CLAIMED[id](account, person.email))
      const unknown = await visitor.comeBack(id, CLAIMED[id](account, freshAddress()))

      assert.deepEqual([known.location, unknown.location], ['/login', '/login'])
      assert.isUndefined(await linkedTo(account))
      const { page } = await visitor.go('/login')
      assert.include(page, 'does not vouch for the address')
    })

  test('links to a confirmed address only, and asks for the second factor', async ({ assert }) => {
    const confirmed = await givenUser()
    const open = await givenUser({ emailVerifiedAt: null })
    await givenAuthenticator(confirmed)
    const [theirs, squatted] = [subject(), subject()]
    const first = await new Visitor().comeBack('google', VOUCHED.google(theirs, confirmed.email))
    const second = await new Visitor().comeBack('google', VOUCHED.google(squatted, open.email))

    assert.deepEqual([first.location, second.location], ['/login/second-step', '/login'])
    assert.equal(await linkedTo(theirs), confirmed.id)
    assert.isUndefined(await linkedTo(squatted))
    assert.lengthOf(await db.from('sessions').where('user_id', confirmed.id), 0)
  })

  test('refuses a state that is forged, missing, old or of another provider', async ({
    assert,
  }) => {
    const answers: string[] = []
    const come = async (path: (visitor: Visitor) => Promise<string> | string) => {
      const visitor = new Visitor()
      const { location } = await visitor.go(await path(visitor))
      const { page } = await visitor.go('/login')
      answers.push(`${location} ${page.includes('belongs to another browser')}`)
    }
    const code = () => provider.agree(VOUCHED.google(subject(), freshAddress()))
    await come(() => `/login/with/google/callback?code=${code()}`)
    await come(() => `/login/with/google/callback?code=${code()}&state=forged`)
    await come(async () => {
      const state = await new Visitor().begin('google')
      return `/login/with/google/callback?code=${code()}&state=${state}`
    })
    await come(async (visitor) => {
      const state = await visitor.begin('google')
      return `/login/with/linkedin/callback?code=${code()}&state=${state}`
    })
    assert.deepEqual(
      answers,
      Array.from({ length: 4 }, () => '/login true')
    )
  })

  test('says what is missing where a provider gives no address, no answer or no consent', async ({
    assert,
  }) => {
    const said = async (query: (state: string) => string) => {
      const visitor = new Visitor()
      const state = await visitor.begin('google')
      await visitor.go(`/login/with/google/callback?state=${state}&${query(state)}`)
      const { page } = await visitor.go('/login')
      return page
    }
    const silent = await said(() => `code=${provider.agree({ sub: subject(), name: 'Ada' })}`)
    assert.include(silent, 'gave us no e-mail address')
    assert.include(await said(() => 'code=never-given'), 'did not tell us who you are')
    assert.include(await said(() => 'error=access_denied'), 'You did not agree')
  })

  test('is linked to who began it in their settings, and to one person only', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const [person, other] = [await givenMember(organization), await givenMember(organization)]
    const account = subject()
    const link = async (user: User) => {
      const as = await signIn(user)
      const started = await as(client.post('/second-factor/providers/microsoft'))
      const location = started.header('location')!
      const state = new URL(location).searchParams.get('state')!
      const code = provider.agree(CLAIMED.microsoft(account, freshAddress()))
      const path = `/login/with/microsoft/callback?state=${state}&code=${code}`
      const cookies = started.cookies()
      const request = as(client.get(path))
      const back = await request.withEncryptedCookie(
        'microsoft_oauth_state',
        cookies.microsoft_oauth_state.value
      )
      return back.header('location')
    }

    assert.equal(await link(person), '/second-factor')
    assert.equal(await link(other), '/login')
    assert.equal(await linkedTo(account), person.id)
    const { location } = await new Visitor().comeBack(
      'microsoft',
      CLAIMED.microsoft(account, 'changed@example.test')
    )
    assert.equal(location, '/')

    const as = await signIn(person)
    await as(client.delete('/second-factor/providers/microsoft'))
    assert.isUndefined(await linkedTo(account))
  })
})
