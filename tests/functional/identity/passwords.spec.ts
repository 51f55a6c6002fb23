import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#identity/models/user'
import { RequestPasswordReset } from '#identity/actions/request_password_reset'
import { SendPasswordReset } from '#identity/actions/send_password_reset'
import { sendPasswordResetJob } from '#identity/jobs/send_password_reset_job'
import { runWaiting } from '#tests/support/jobs'
import { lastMailTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization, givenUser, PASSWORD } from '#tests/support/organizations'
import { signIn, visit } from '#tests/support/sign_in'

const NEW_PASSWORD = 'seven lighthouses at dawn'

async function givenResetLink(user: User, now = DateTime.utc()) {
  await new SendPasswordReset().execute({ userId: user.id, now })
  return (await lastMailTo(user.email))!.path
}

test.group('A forgotten password', () => {
  test('is set anew with a link from the mail, which ends every session', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const elsewhere = await signIn(user)
    const as = await visit()
    await as(client.post('/forgot-password').form({ email: user.email }))
    await runWaiting(sendPasswordResetJob)
    const { path } = (await lastMailTo(user.email))!

    const response = await as(client.post(path).form({ password: NEW_PASSWORD }))

    assert.equal(response.header('location'), '/')
    const changed = await User.verifyCredentials(user.email, NEW_PASSWORD)
    assert.equal(changed.id, user.id)
    const old = await elsewhere(client.get(`/o/${organization.slug}/team`))
    assert.equal(old.header('location'), '/login')
  })

  test('gets the same answer for an address nobody has', async ({ client, assert }) => {
    const user = await givenUser()
    const answers = []
    for (const email of [user.email, `nobody-${user.id}@example.test`]) {
      const as = await visit()
      const response = await as(client.post('/forgot-password').form({ email }))
      const page = await as(client.get('/login').withInertia())
      const message: string = page.body().flash.toast.message
      answers.push([response.status(), message.replace(email, '…')])
    }

    assert.deepEqual(answers[0], answers[1])
    assert.isAtLeast(await runWaiting(sendPasswordResetJob), 2)
    assert.isUndefined(await lastMailTo(`nobody-${user.id}@example.test`))
  })

  test('is told to who asks again and again, and is still mailed to who asks elsewhere', async ({
    client,
    assert,
  }) => {
    const user = await givenUser()
    const as = await visit()
    for (let time = 0; time < 4; time++) {
      await as(client.post('/forgot-password').form({ email: user.email }))
    }
    const page = await as(client.get('/forgot-password').withInertia())
    await runWaiting(sendPasswordResetJob)
    const before = await lastMailTo(user.email)

    await new RequestPasswordReset().execute({ email: user.email, ip: '198.51.100.77' })
    await runWaiting(sendPasswordResetJob)

    assert.include(page.body().props.errors.form, 'asked for several times already')
    assert.notEqual((await lastMailTo(user.email))!.path, before!.path)
  })

  test('link works once', async ({ client, assert }) => {
    const user = await givenUser()
    const path = await givenResetLink(user)
    await (
      await visit()
    )(client.post(path).form({ password: NEW_PASSWORD }))

    const again = await (await visit())(client.get(path).withInertia())

    again.assertStatus(410)
    assert.include(again.body().props.message, 'already used')
  })

  test('link is dead after an hour', async ({ client }) => {
    const path = await givenResetLink(await givenUser(), DateTime.utc().minus({ minutes: 61 }))

    const response = await (await visit())(client.get(path).withInertia())

    response.assertStatus(410)
  })

  test('link survives a password that is too weak', async ({ client, assert }) => {
    const user = await givenUser()
    const path = await givenResetLink(user)
    const as = await visit()
    await as(client.post(path).form({ password: 'short' }))

    const page = await as(client.get(path).withInertia())

    page.assertStatus(200)
    assert.include(page.body().props.errors.password, 'at least 12 characters')
  })

  test('link is stored as a hash only', async ({ assert }) => {
    const user = await givenUser()
    const path = await givenResetLink(user)

    const rows = await db.from('password_resets').where('user_id', user.id)

    assert.lengthOf(rows, 1)
    assert.notInclude(JSON.stringify(rows), path.split('/').at(-1)!)
  })
})

test.group('Changing the password', () => {
  test('takes the current one and ends every other session', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const [here, elsewhere] = [await signIn(user), await signIn(user)]

    await here(
      client
        .put('/profile/password')
        .form({ currentPassword: PASSWORD, password: NEW_PASSWORD })
        .withInertia()
    )

    const old = await elsewhere(client.get(`/o/${organization.slug}/team`))
    assert.equal(old.header('location'), '/login')
    assert.lengthOf(await db.from('sessions').where('user_id', user.id), 1)
  })

  test('is refused without the current one', async ({ client, assert }) => {
    const user = await givenUser()
    const as = await signIn(user)

    await as(
      client
        .put('/profile/password')
        .form({ currentPassword: 'a wrong guess here', password: NEW_PASSWORD })
    )

    await assert.doesNotReject(() => User.verifyCredentials(user.email, PASSWORD))
  })

  test('a session that a running request wrote back is over as well', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const as = await signIn(user, { signed_in_at: Date.now() - 60_000 })
    await user.merge({ passwordChangedAt: DateTime.utc() }).save()

    const response = await as(client.get(`/o/${organization.slug}/team`))

    assert.equal(response.header('location'), '/login')
  })
})
