import { test } from '@japa/runner'
import sinon from 'sinon'
import hash from '@adonisjs/core/services/hash'
import limiter from '@adonisjs/limiter/services/main'
import db from '@adonisjs/lucid/services/db'
import { listAuditEntries } from '#audit/queries/list_audit_entries'
import { newId, withTenant } from '#foundation'
import User from '#identity/models/user'
import { SIGN_IN_LIMITS, SignIn } from '#identity/actions/sign_in'
import { givenMember, givenOrganization, givenUser, PASSWORD } from '#tests/support/organizations'
import { signIn, visit } from '#tests/support/sign_in'

const WRONG = 'The e-mail address or the password is wrong.'

test.group('Signing in', () => {
  test('leads to the organization that was open last, with a new session of one’s own', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const as = await visit()
    const before = await as(client.get('/login'))

    const response = await as(
      client.post('/login').form({ email: user.email.toUpperCase(), password: PASSWORD })
    )

    assert.equal(response.header('location'), '/')
    const idBefore: string = before.cookie('session')!.value
    assert.notEqual(response.cookie('session')!.value, idBefore)
    assert.lengthOf(await db.from('sessions').where('id', idBefore), 0)
    const sessions = await db.from('sessions').where('user_id', user.id)
    assert.lengthOf(sessions, 1)
    assert.equal(response.cookie('session')!.value, sessions[0].id)
    const { entries } = await withTenant(organization.id, (tenant) => listAuditEntries(tenant))
    assert.equal(entries[0].action, 'session.opened')
  })

  test('returns to the page that was asked for', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const as = await visit()
    await as(client.get(`/o/${organization.slug}/team`))

    const response = await as(client.post('/login').form({ email: user.email, password: PASSWORD }))

    assert.equal(response.header('location'), `/o/${organization.slug}/team`)
  })

  test('says the same for a wrong password and an unknown address', async ({ client, assert }) => {
    const user = await givenUser()
    const answers = []
    for (const email of [user.email, `nobody-${user.id}@example.test`]) {
      const as = await visit()
      await as(client.post('/login').form({ email, password: 'not the right one' }))
      const page = await as(client.get('/login').withInertia())
      answers.push(page.body().props.errors.form)
    }

    assert.include(answers[0], WRONG)
    assert.equal(answers[0], answers[1])
  })

  test('costs a password hash for an unknown address as well', async ({ assert, cleanup }) => {
    const made = sinon.spy(hash.use(), 'make')
    cleanup(() => made.restore())
    const attempt = {
      email: `nobody-${newId()}@example.test`,
      password: 'a guess',
      ip: '192.0.2.7',
    }

    await assert.rejects(() => new SignIn().execute(attempt))

    assert.isTrue(made.calledOnceWith('a guess'))
  })

  test('does not let one’s own success clear the failures of a network address', async ({
    assert,
  }) => {
    const user = await givenUser()
    const ip = `198.51.100.${user.id.slice(-2)}`
    const attempt = (email: string, password: string) =>
      new SignIn().execute({ email, password, ip }).catch(() => undefined)
    await attempt(`nobody-${user.id}@example.test`, 'a guess')

    await attempt(user.email, PASSWORD)

    const left = await limiter.use(SIGN_IN_LIMITS.network).remaining(`sign-in:network:${ip}`)
    assert.equal(left, SIGN_IN_LIMITS.network.requests - 1)
  })

  test('hashes a password of older settings anew', async ({ assert }) => {
    const user = await givenUser()
    const old = await hash.use('scrypt').make(PASSWORD)
    await User.query().where('id', user.id).update({ password: old })

    await new SignIn().execute({ email: user.email, password: PASSWORD, ip: '192.0.2.8' })

    const { password } = await User.findOrFail(user.id)
    assert.match(password, /^\$argon2id\$/)
    await assert.doesNotReject(() => User.verifyCredentials(user.email, PASSWORD))
  })

  test('is paused for who guessed too often, whether there is such an account or not', async ({
    client,
    assert,
  }) => {
    const user = await givenUser()
    for (const email of [user.email, `nobody-${user.id}@example.test`]) {
      const as = await visit()
      for (let attempt = 0; attempt < SIGN_IN_LIMITS.pair.requests; attempt++) {
        await as(client.post('/login').form({ email, password: 'not the right one' }))
      }

      await as(client.post('/login').form({ email, password: PASSWORD }))
      const page = await as(client.get('/login').withInertia())

      assert.include(page.body().props.errors.form, 'Too many failed attempts')
    }
    assert.lengthOf(await db.from('sessions').where('user_id', user.id), 0)
  }).teardown(async () => {
    await db.from('rate_limits').whereLike('key', '%sign-in:network%').delete()
  })

  test('still lets the owner in while others guess', async ({ client, assert }) => {
    const user = await givenMember(await givenOrganization())
    const guess = (ip: string) =>
      new SignIn()
        .execute({ email: user.email, password: 'a guess', ip })
        .catch(({ code }: { code: string }) => code)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, number) => guess(`198.18.${number % 2}.9`))
    )

    const as = await visit()
    const response = await as(client.post('/login').form({ email: user.email, password: PASSWORD }))

    assert.include(answers, 'E_TOO_MANY_ATTEMPTS')
    assert.equal(response.header('location'), '/')
  })

  test('from a device that is known stays open when the account as a whole is paused', async ({
    client,
    assert,
  }) => {
    const user = await givenMember(await givenOrganization())
    const form = { email: user.email, password: PASSWORD }
    const first = await (await visit())(client.post('/login').form(form))
    const { account } = SIGN_IN_LIMITS
    await limiter.use(account).set(`sign-in:account:${user.email}`, 100, account.duration)
    const device = first.cookie('device')!.value

    const unknown = await visit()
    await unknown(client.post('/login').form(form))
    const refused = await unknown(client.get('/login').withInertia())
    const known = await (
      await visit()
    )(client.post('/login').form(form)).withEncryptedCookie('device', device)

    assert.include(refused.body().props.errors.form, 'Too many failed attempts')
    assert.equal(known.header('location'), '/')
  })

  test('counts a network of IPv6 as one', async ({ assert }) => {
    const guess = (number: number) =>
      new SignIn()
        .execute({
          email: `nobody-${newId()}@example.test`,
          password: 'a guess',
          ip: `2001:db8:7::${number.toString(16)}`,
        })
        .catch(({ code }: { code: string }) => code)
    const answers = []
    for (let number = 1; number <= SIGN_IN_LIMITS.network.requests + 1; number++) {
      answers.push(await guess(number))
    }

    assert.equal(answers.at(-2), 'E_WRONG_CREDENTIALS')
    assert.equal(answers.at(-1), 'E_TOO_MANY_ATTEMPTS')
  })

  test('with an expired form returns to the form with a sentence', async ({ client, assert }) => {
    const user = await givenUser()
    const as = await visit()

    const response = await as(
      client.post('/login').form({ email: user.email, password: PASSWORD })
    ).header('x-csrf-token', 'forged')
    const page = await as(client.get('/login').withInertia())

    response.assertStatus(303)
    assert.include(page.body().props.errors.form, 'open for too long')
  })
})

test.group('A page whose session has ended', () => {
  const path = '/o/anything/team'

  test('stays open when it sends a form', async ({ client }) => {
    const as = await visit()

    const response = await as(client.delete('/o/anything/membership').withInertia())

    response.assertStatus(401)
  })

  test('stays open when its form has expired as well', async ({ client }) => {
    const as = await visit()

    await as(client.delete('/o/anything/membership')).header('x-csrf-token', 'forged')
    const response = await as(client.get(path).withInertia())

    response.assertStatus(401)
  })

  test('stays open when it asks for news of itself', async ({ client }) => {
    const as = await visit()

    const response = await as(client.get(path).withInertia()).header(
      'x-inertia-partial-component',
      'organizations/team'
    )

    response.assertStatus(401)
  })

  test('leads to the sign-in when it goes elsewhere', async ({ client }) => {
    const as = await visit()

    const response = await as(client.get(path).withInertia())

    response.assertStatus(303)
    response.assertHeader('location', '/login')
  })
})

test.group('Signing out', () => {
  test('ends the session on the server', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization))

    const response = await as(client.post('/logout'))
    const after = await as(client.get(`/o/${organization.slug}/team`))

    assert.equal(response.header('location'), '/login')
    assert.equal(after.header('location'), '/login')
  })
})
