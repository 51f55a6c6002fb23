import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openForPerson } from '#vault'
import { tellOfChangeJob } from '#identity/jobs/security_jobs'
import { acceptCode } from '#identity/second_factor/authenticator'
import { renewRecoveryCodes } from '#identity/second_factor/recovery_codes'
import { runWaiting } from '#tests/support/jobs'
import { lastMailTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization, givenUser, PASSWORD } from '#tests/support/organizations'
import { givenAuthenticator } from '#tests/support/second_factor'
import { signIn } from '#tests/support/sign_in'

const STEP_MS = 30_000
const later = (moment: Date, steps: number) => new Date(moment.getTime() + steps * STEP_MS)
const sessionsOf = (id: string) => db.from('sessions').where('user_id', id)

test.group('Codes of an authenticator app', () => {
  test('are taken from clocks that are off by one step, and once', async ({ assert }) => {
    const person = await givenUser()
    const { codeAt } = await givenAuthenticator(person)
    const now = new Date()
    const at = (steps: number) => acceptCode(person.id, codeAt(later(now, steps)), now)

    assert.deepEqual([await at(-2), await at(2)], [false, false])
    assert.deepEqual([await at(-1), await at(0), await at(1)], [true, true, true])
    assert.deepEqual([await at(-1), await at(0), await at(1)], [false, false, false])
  })

  test('let one of many through that come at once', async ({ assert }) => {
    const person = await givenUser()
    const { codeAt } = await givenAuthenticator(person)
    const now = new Date()
    const tries = Array.from({ length: 8 }, () => acceptCode(person.id, codeAt(now), now))
    const taken = await Promise.all(tries)

    assert.lengthOf(
      taken.filter((isTaken) => isTaken),
      1
    )
  })

  test('come from a secret that is sealed for its person', async ({ assert }) => {
    const [person, other] = [await givenUser(), await givenUser()]
    const { secret } = await givenAuthenticator(person)
    const row = await db.from('authenticators').where('user_id', person.id).firstOrFail()

    assert.notInclude(JSON.stringify(row), secret)
    assert.equal(await openForPerson(person.id, 'authenticator', row.sealed_secret), secret)
    await assert.rejects(() => openForPerson(other.id, 'authenticator', row.sealed_secret))
    await assert.rejects(() => openForPerson(person.id, 'passkey', row.sealed_secret))
  })
})

test.group('A sign-in in two steps', () => {
  test('opens no session before the code, and one after it', async ({ client, assert }) => {
    const person = await givenMember(await givenOrganization())
    const { codeAt } = await givenAuthenticator(person)
    const visitor = await signIn(null)
    const send = (code: string) => visitor(client.post('/login/second-step').form({ code }))

    const early = await send(codeAt(new Date()))
    early.assertHeader('location', '/')
    const first = await visitor(
      client.post('/login').form({ email: person.email, password: PASSWORD })
    )
    first.assertHeader('location', '/login/second-step')
    await send('000000')
    assert.lengthOf(await sessionsOf(person.id), 0)

    const right = await send(codeAt(new Date()))
    right.assertStatus(303)
    assert.lengthOf(await sessionsOf(person.id), 1)
    const events = await db.from('security_events').where('user_id', person.id)
    assert.sameMembers(
      events.map(({ kind }) => kind),
      ['second_factor_failed', 'signed_in']
    )
  })

  test('takes each recovery code once, and tells of it', async ({ client, assert }) => {
    const person = await givenMember(await givenOrganization())
    await givenAuthenticator(person)
    const [code, another] = await renewRecoveryCodes(person.id)
    const attempt = async (text: string) => {
      const visitor = await signIn(null)
      await visitor(client.post('/login').form({ email: person.email, password: PASSWORD }))
      await visitor(client.post('/login/second-step').form({ code: text }))
      const sessions = await sessionsOf(person.id)
      return sessions.length
    }

    assert.deepEqual([await attempt(code.toUpperCase()), await attempt(code)], [1, 1])
    assert.equal(await attempt(another.replaceAll('-', ' ')), 2)
    await runWaiting(tellOfChangeJob)
    const mail = await lastMailTo(person.email)
    assert.include(mail!.text, 'a recovery code was used')
  })

  test('looks at five codes in a quarter of an hour', async ({ client, assert }) => {
    const person = await givenMember(await givenOrganization())
    const { codeAt } = await givenAuthenticator(person)
    const visitor = await signIn(null)
    await visitor(client.post('/login').form({ email: person.email, password: PASSWORD }))
    const send = (code: string) =>
      visitor(client.post('/login/second-step').accept('json').json({ code }))

    const statuses: number[] = []
    for (const code of ['000000', '111111', '222222', '333333', '444444']) {
      const answer = await send(code)
      statuses.push(answer.status())
    }
    const blocked = await send(codeAt(new Date()))
    assert.deepEqual([...statuses, blocked.status()], [422, 422, 422, 422, 422, 429])
    assert.lengthOf(await sessionsOf(person.id), 0)
    await runWaiting(tellOfChangeJob)
    const mail = await lastMailTo(person.email)
    assert.include(mail!.text, 'many wrong passwords or codes were tried')
  })
})

test.group('Setting up an authenticator app', () => {
  test('takes its first code, gives recovery codes once, and ends with them', async ({
    client,
    assert,
  }) => {
    const person = await givenMember(await givenOrganization())
    const as = await signIn(person)
    const props = async (request: ReturnType<typeof client.get>) => {
      const page = await as(request.withInertia())
      return (page.body() as { props: Record<string, unknown> }).props
    }
    await as(client.post('/second-factor/authenticator'))
    const shown = await props(client.get('/second-factor'))
    const { uri } = shown.setup as { uri: string }
    assert.match(uri, /^otpauth:\/\/totp\/Quarterdeck:person-/)
    const wrong = await as(client.put('/second-factor').accept('json').json({ code: '000000' }))
    wrong.assertStatus(422)

    const { TOTP, URI } = await import('otpauth')
    const app = URI.parse(uri) as InstanceType<typeof TOTP>
    const done = await props(client.put('/second-factor').json({ code: app.generate() }))
    assert.lengthOf(done.codes as string[], 10)
    const again = await props(client.get('/second-factor'))
    assert.deepEqual(
      [again.codes, again.setup, again.hasAuthenticator, again.recoveryCodesLeft],
      [[], null, true, 10]
    )

    await as(client.delete('/second-factor/authenticator'))
    const after = await props(client.get('/second-factor'))
    assert.deepEqual([after.hasAuthenticator, after.recoveryCodesLeft], [false, 0])
  })
})
