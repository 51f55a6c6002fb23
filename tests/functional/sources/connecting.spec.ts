import { test } from '@japa/runner'
import databaseConfig from '#config/database'
import { withTenant } from '#foundation'
import type { RunningEmulator } from '#sandbox'
import type { Fault } from '#sandbox/emulator/faults'
import { newStripeKey } from '#tests/support/live_vendors'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenEmulator, restore } from '#tests/support/sandbox_sources'
import { sessionHeaders } from '#tests/support/sign_in'

const POOL = databaseConfig.connections.app.pool!.max!
const STRIPE = { pluginId: 'stripe/payments', connector: 'payments', mode: 'sandbox' }
const GOOGLE = { pluginId: 'google/ads', connector: 'ads', mode: 'sandbox' }

/** Allows the vendor this long while a person waits. */
function allow(milliseconds: number) {
  const before = process.env.VENDOR_PATIENCE_MS
  process.env.VENDOR_PATIENCE_MS = String(milliseconds)
  return () => restore('VENDOR_PATIENCE_MS', before)
}

/** Somebody with the wizard in front of them. */
async function givenNewcomer() {
  const organization = await givenOrganization()
  const headers = await sessionHeaders(await givenMember(organization))
  const connect = async (request: object) => {
    const response = await fetch(new URL(`/o/${organization.slug}/sources`, process.env.APP_URL), {
      method: 'POST',
      headers: { ...headers, 'accept': 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'manual',
    })
    const text = await response.text()
    const answer = response.status === 422 ? JSON.parse(text) : {}
    return { status: response.status, home: response.headers.get('location'), ...answer }
  }
  const sources = () =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<{ slug: string; state: string }>(
        'SELECT slug, state FROM connections WHERE organization_id = $1 ORDER BY slug',
        [organization.id]
      )
      return rows
    })
  return { connect, sources, home: `/o/${organization.slug}/sources` }
}

test.group('Connecting while the vendor does not answer', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })
  group.each.teardown(() => emulator.reset())

  const hang = (fault: Partial<Fault>) => emulator.addFault({ kind: 'hang', times: 1, ...fault })

  test('ends soon, with a sentence, and without a source: {title}')
    .with([
      { title: 'at a key', request: STRIPE, fault: { host: 'stripe' }, vendor: 'Stripe' },
      { title: 'at the token', request: GOOGLE, fault: { path: '/token' }, vendor: 'Google Ads' },
      { title: 'at the accounts', request: GOOGLE, fault: { host: 'ads' }, vendor: 'Google Ads' },
    ])
    .run(async ({ assert, cleanup }, { request, fault, vendor }) => {
      const waitAsEver = allow(800)
      cleanup(waitAsEver)
      const person = await givenNewcomer()
      hang(fault)

      const { status, code, detail } = await person.connect(request)

      assert.deepEqual([status, code], [422, 'E_VENDOR_TIMEOUT'])
      assert.equal(
        detail,
        `${vendor} did not respond within 1 seconds. Nothing was changed. Try again in a few minutes.`
      )
      assert.deepEqual(await person.sources(), [])
      waitAsEver()
      const again = await person.connect(request)
      assert.equal(again.status, 302)
    })

  test('keeps nobody from being served, however many wait', async ({ assert, cleanup }) => {
    cleanup(allow(5_000))
    const people = await Promise.all(Array.from({ length: POOL + 2 }, givenNewcomer))
    const allHang = Promise.withResolvers<void>()
    let hanging = 0
    emulator.onHang(() => void (++hanging === people.length && allHang.resolve()))
    hang({ host: 'stripe', times: people.length })

    const asked = Promise.all(people.map(({ connect }) => connect(STRIPE)))
    await allHang.promise
    const { connect } = await givenNewcomer()
    const stranger = await connect(STRIPE)
    const answers = await asked

    assert.equal(stranger.status, 302)
    assert.deepEqual(
      answers.map(({ status }) => status),
      people.map(() => 422)
    )
  })

  test('a vendor with a problem of its own is not said to be read later', async ({ assert }) => {
    const person = await givenNewcomer()
    emulator.addFault({ kind: 'html_page', host: 'stripe', times: 9 })

    const { detail } = await person.connect(STRIPE)

    assert.notMatch(detail, /automatically/)
    assert.deepEqual(await person.sources(), [])
  })
})

test.group('Connecting the same source several times at once', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('makes one source, and answers it each time', async ({ assert }) => {
    const { connect, sources, home } = await givenNewcomer()

    const answers = await Promise.all([connect(STRIPE), connect(STRIPE), connect(STRIPE)])

    const answer = { status: 302, home: `${home}/stripe` }
    assert.deepEqual(answers, [answer, answer, answer])
    assert.deepEqual(await sources(), [{ slug: 'stripe', state: 'connected' }])
  })

  test('with another key of the same account each time makes one source', async ({
    assert,
    cleanup,
  }) => {
    const before = process.env.VENDOR_HOSTS
    cleanup(() => restore('VENDOR_HOSTS', before))
    process.env.VENDOR_HOSTS = emulator.vendorHosts
    const { connect, sources } = await givenNewcomer()
    const request = () => ({ ...STRIPE, mode: 'live', credentials: { apiKey: newStripeKey() } })

    const answers = await Promise.all([connect(request()), connect(request()), connect(request())])

    assert.deepEqual(answers.map(({ status }) => status).sort(), [302, 422, 422])
    assert.deepEqual(await sources(), [{ slug: 'stripe', state: 'connected' }])
  })
})
