import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { forgetOldSecurityRows } from '#identity/security_events'
import { warnOfSignInJob } from '#identity/jobs/security_jobs'
import { SIGNED_IN_AT } from '#identity/session_keys'
import { runWaiting } from '#tests/support/jobs'
import { lastMailTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization, PASSWORD } from '#tests/support/organizations'
import { sessionHeaders, signIn } from '#tests/support/sign_in'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0'

interface Security {
  sessions: { handle: string; device: string; isCurrent: boolean }[]
  events: { kind: string; device: string }[]
}

const at = (path: string) => new URL(path, process.env.APP_URL)

async function isOpen(headers: Record<string, string>, slug: string) {
  const { status } = await fetch(at(`/o/${slug}`), { headers, redirect: 'manual' })
  return status === 200
}

test.group('Sessions of a person', () => {
  test('are listed, and end one by one or together', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const person = await givenMember(organization)
    const stranger = await signIn(await givenMember(organization))
    const as = await signIn(person)
    const [first, second] = [await sessionHeaders(person), await sessionHeaders(person)]
    const look = async () => {
      const path = `/o/${organization.slug}/settings/profile`
      const page = await as(client.get(path).withInertia())
      return (page.body() as { props: { security: Security } }).props.security
    }

    const before = await look()
    assert.deepEqual(
      before.sessions.map(({ isCurrent }) => isCurrent),
      [true, false, false]
    )
    const [, other] = before.sessions
    await stranger(client.delete(`/profile/sessions/${other.handle}`))
    const kept = await look()
    assert.lengthOf(kept.sessions, 3)

    await as(client.delete(`/profile/sessions/${other.handle}`))
    const open = [await isOpen(first, organization.slug), await isOpen(second, organization.slug)]
    assert.sameMembers(open, [true, false])

    await as(client.delete('/profile/sessions'))
    const after = await look()
    assert.lengthOf(after.sessions, 1)
    assert.deepEqual(
      after.events.map(({ kind }) => kind),
      ['sessions_ended', 'session_ended']
    )
    assert.isFalse(await isOpen(first, organization.slug))
  })

  test('are told apart, and a new device is told by mail', async ({ client, assert }) => {
    const person = await givenMember(await givenOrganization())
    const visitor = await signIn(null)
    const form = { email: person.email, password: PASSWORD }
    const sent = () =>
      visitor(
        client
          .post('/login')
          .header('user-agent', FIREFOX)
          .form({ ...form, staysSignedIn: 'true' })
      )

    await visitor(client.post('/login').form({ ...form, password: 'not the password' }))
    const answer = await sent()
    answer.assertStatus(303)

    const rows = await db.from('sessions').where('user_id', person.id)
    assert.lengthOf(rows, 1)
    assert.equal(rows[0].user_agent, FIREFOX)
    const events = await db.from('security_events').where('user_id', person.id).orderBy('at')
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['sign_in_failed', 'signed_in']
    )
    await runWaiting(warnOfSignInJob)
    const mail = await lastMailTo(person.email)
    assert.include(mail!.text, 'Firefox on Windows')
  })

  test('last twelve hours without use where the person does not stay signed in', async ({
    client,
    assert,
  }) => {
    const hoursFor = async (staysSignedIn: string) => {
      const person = await givenMember(await givenOrganization())
      const visitor = await signIn(null)
      const form = { email: person.email, password: PASSWORD, staysSignedIn }
      await visitor(client.post('/login').form(form))
      const [{ expires_at: expiresAt }] = await db.from('sessions').where('user_id', person.id)
      return Math.round((expiresAt.getTime() - Date.now()) / 3_600_000)
    }

    assert.deepEqual([await hoursFor('false'), await hoursFor('true')], [12, 14 * 24])
  })

  test('are over after three months, however often they were used', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const person = await givenMember(organization)
    await person.merge({ passwordChangedAt: DateTime.utc().minus({ years: 1 }) }).save()
    const open = async (days: number) => {
      const since = DateTime.utc().minus({ days }).toMillis()
      const as = await signIn(person, { [SIGNED_IN_AT]: since })
      const page = await as(client.get(`/o/${organization.slug}`))
      return page.status()
    }

    assert.deepEqual([await open(89), await open(91)], [200, 303])
  })

  test('and what happened around them are forgotten when they are old', async ({ assert }) => {
    const person = await givenMember(await givenOrganization())
    await sessionHeaders(person)
    const kept = () => db.from('sessions').where('user_id', person.id)

    await forgetOldSecurityRows(DateTime.utc(), db.connection('worker'))
    assert.lengthOf(await kept(), 1)
    await db
      .from('sessions')
      .where('user_id', person.id)
      .update({ expires_at: new Date(0) })
    await forgetOldSecurityRows(DateTime.utc(), db.connection('worker'))
    assert.lengthOf(await kept(), 0)
  })
})
