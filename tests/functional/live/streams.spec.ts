import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'
import Membership from '#organizations/models/membership'
import type Organization from '#organizations/models/organization'
import { givenApiKey } from '#tests/support/api_keys'
import { openStream } from '#tests/support/event_streams'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { sessionHeaders } from '#tests/support/sign_in'
import { hub, MOST_OPEN } from '#live/hub'

/** Any write of the organization: a commit that a number may depend on. */
const change = ({ id }: Organization) =>
  withTenant(id, (tenant) =>
    tenant.query(`INSERT INTO exchange_rates (organization_id, day, currency, per_euro, source)
      VALUES ('${id}', '2026-05-01', 'USD', 1, 'test')
      ON CONFLICT (organization_id, day, currency) DO UPDATE SET per_euro = exchange_rates.per_euro + 1`)
  )

async function givenListening() {
  const organization = await givenOrganization()
  const key = await givenApiKey(organization, ['metrics:read'])
  const open = (version?: string) =>
    openStream('/api/v1/events/stream', {
      authorization: `Bearer ${key}`,
      ...(version && { 'last-event-id': version }),
    })
  return { organization, open }
}

test.group('Live events', () => {
  test('a commit is told to those who listen to its organization, and to nobody else', async ({
    assert,
  }) => {
    const { organization, open } = await givenListening()
    const elsewhere = await givenListening()
    const [stream, others] = [await open(), await elsewhere.open()]
    const before = await stream.next()
    await change(organization)
    const after = await stream.next()

    assert.deepEqual([before.event, after.event], ['connected', 'changed'])
    assert.notEqual(after.id, before.id)
    assert.deepEqual(await others.closed(), ['connected'])
    await stream.closed()
  })

  test('what was missed while away is told on coming back, once', async ({ assert }) => {
    const { organization, open } = await givenListening()
    const first = await open()
    const { id } = await first.next()
    await first.closed()
    const same = await open(id)
    await same.next()
    await change(organization)
    await same.next()
    const back = await open(id)
    const missed = [await back.next(), await back.next()]

    assert.deepEqual(
      missed.map(({ event }) => event),
      ['connected', 'changed']
    )
    assert.deepEqual(await same.closed(), ['connected', 'changed'])
    await back.closed()
  })

  test('ends the oldest where one key opens more than anybody needs', async ({ assert }) => {
    const { open } = await givenListening()
    const streams = await Promise.all(Array.from({ length: MOST_OPEN }, () => open()))
    await Promise.all(streams.map((stream) => stream.next()))
    const last = await open()
    await last.next()

    const told = await Promise.all([...streams, last].map((stream) => stream.closed()))
    assert.lengthOf(
      told.filter((events) => events.includes('ended')),
      1
    )
    assert.deepEqual(told.at(-1), ['connected'])
  })

  test('ends with the membership and with the session', async ({ assert }) => {
    const organization = await givenOrganization()
    const people = [
      await givenMember(organization, 'viewer'),
      await givenMember(organization, 'viewer'),
    ]
    const streams = []
    for (const person of people) {
      const stream = await openStream(
        `/o/${organization.slug}/events/stream`,
        await sessionHeaders(person)
      )
      await stream.next()
      streams.push(stream)
    }
    const [removed, signedOut] = streams
    await withTenant(organization.id, async () => {
      const memberships = Membership.of(organization)
      await memberships.where('user_id', people[0].id).delete()
    })
    const end = await removed.next()
    await db.from('sessions').where('user_id', people[1].id).delete()
    await hub.look()

    assert.equal(end.event, 'ended')
    const heard = await signedOut.closed()
    assert.equal(heard.at(-1), 'ended')
  })
})
