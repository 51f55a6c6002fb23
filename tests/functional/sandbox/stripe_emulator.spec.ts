import { test } from '@japa/runner'
import { generateBusiness } from '#sandbox'
import { EMULATOR_NOW, givenEmulator } from '#tests/support/emulator'

const seconds = (text: string) => Date.parse(text) / 1000
const WEEK = `created[gte]=${seconds('2026-10-05T00:00:00Z')}&created[lt]=${seconds('2026-10-12T00:00:00Z')}`

interface Payment {
  id: string
  status: string
  currency: string
  amount: number
}

interface Refund {
  id: string
  charge: string
  amount: number
}

interface Transaction {
  id: string
  source: string
  amount: number
}

interface StripeEvent {
  id: string
  created: number
  data: { object: { amount_refunded: number } }
}

interface Subscription {
  id: string
  status: string
}

// https://docs.stripe.com/api/pagination, /api/errors, /api/charges, /api/authentication
test.group('Stripe emulator', (group) => {
  let emulator: Awaited<ReturnType<typeof givenEmulator>>
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })

  async function readAll<Row extends { id: string }>(list: string, filter = '') {
    const rows: Row[] = []
    let more = true
    while (more) {
      const after = rows.length > 0 ? `&starting_after=${rows.at(-1)!.id}` : ''
      const { body } = await emulator.stripe(
        `/v1/${list}?limit=100${filter && `&${filter}`}${after}`
      )
      rows.push(...body.data)
      more = body.has_more
    }
    return rows
  }

  test('a list shows ten objects, newest first, unless told otherwise', async ({ assert }) => {
    const { status, body } = await emulator.stripe('/v1/charges')

    assert.equal(status, 200)
    assert.deepEqual(
      [body.object, body.url, body.has_more, body.data.length],
      ['list', '/v1/charges', true, 10]
    )
    const created = body.data.map((charge: { created: number }) => charge.created)
    assert.deepEqual(
      created,
      created.toSorted((one: number, other: number) => other - one)
    )
    assert.isAtMost(created[0], seconds(EMULATOR_NOW.toISOString()))
  })

  test('successful charges of a week are exactly the orders of that week, per currency', async ({
    assert,
  }) => {
    const charges = await readAll<Payment>('charges', WEEK)
    const totals = (rows: { currency: string; amount: number }[]) =>
      rows.reduce<Record<string, number>>(
        (sums, { currency, amount }) => ({ ...sums, [currency]: (sums[currency] ?? 0) + amount }),
        {}
      )
    const orders = generateBusiness({ now: EMULATOR_NOW }).orders.filter(
      ({ at }) => at >= seconds('2026-10-05T00:00:00Z') && at < seconds('2026-10-12T00:00:00Z')
    )

    assert.deepEqual(
      totals(charges.filter(({ status }) => status === 'succeeded')),
      totals(
        orders.map((order) => ({
          currency: order.currency.toLowerCase(),
          amount: order.amountMinor,
        }))
      )
    )
    assert.lengthOf(new Set(charges.map(({ id }) => id)), charges.length)
  })

  test('refunds, charges and the balance tell the same story', async ({ assert }) => {
    const [refunds, transactions] = [
      await readAll<Refund>('refunds', WEEK),
      await readAll<Transaction>('balance_transactions', `${WEEK}&type=refund`),
    ]
    const { body: charge } = await emulator.stripe(`/v1/charges/${refunds[0].charge}`)

    assert.deepEqual(
      new Map(transactions.map(({ source, amount }) => [source, -amount])),
      new Map(refunds.map(({ id, amount }) => [id, amount]))
    )
    assert.equal(charge.amount_refunded, refunds[0].amount)
  })

  test('walking forward with ending_before gives the page before', async ({ assert }) => {
    const { body: first } = await emulator.stripe('/v1/refunds?limit=5')
    const last = first.data.at(-1).id

    const { body: before } = await emulator.stripe(`/v1/refunds?limit=4&ending_before=${last}`)

    assert.deepEqual(before.data, first.data.slice(0, 4))
  })

  test('{path} is refused as documented')
    .with([
      {
        path: '/v1/charges?limit=101',
        status: 400,
        code: 'parameter_invalid_integer',
        param: 'limit',
      },
      { path: '/v1/charges?colour=red', status: 400, code: 'parameter_unknown', param: 'colour' },
      {
        path: '/v1/charges?starting_after=ch_0',
        status: 400,
        code: 'resource_missing',
        param: 'starting_after',
      },
      { path: '/v1/charges/ch_0', status: 404, code: 'resource_missing', param: 'id' },
    ])
    .run(async ({ assert }, { path, status, code, param }) => {
      const answer = await emulator.stripe(path)

      const { type, code: actualCode, param: actualParam } = answer.body.error
      assert.deepEqual(
        [answer.status, type, actualCode, actualParam],
        [status, 'invalid_request_error', code, param]
      )
    })

  test('a missing, a wrong and an expired key each get 401 and a sentence', async ({ assert }) => {
    const missing = await emulator.call('api.stripe.com', '/v1/charges')
    const wrong = await emulator.stripe('/v1/charges', 'sk_test_wrong')
    const expired = await emulator.stripe('/v1/charges', 'sk_test_harborwholesale2024')

    assert.deepEqual([missing.status, wrong.status, expired.status], [401, 401, 401])
    assert.match(missing.body.error.message, /^You did not provide an API key/)
    assert.match(wrong.body.error.message, /^Invalid API Key provided/)
    assert.equal(expired.body.error.code, 'api_key_expired')
  })

  test('Basic authentication with the key as user name works as Bearer does', async ({
    assert,
  }) => {
    const { status } = await emulator.call('api.stripe.com', '/v1/balance', {
      headers: { authorization: `Basic ${btoa('sk_test_quarterdecksandbox:')}` },
    })

    assert.equal(status, 200)
  })

  test('events go back thirty days and show the object as it was', async ({ assert }) => {
    const events = await readAll<StripeEvent>('events', 'type=charge.refunded')

    assert.isNotEmpty(events)
    assert.isTrue(events.every(({ created }) => created > seconds('2026-10-21T09:00:00Z')))
    assert.isAbove(events[0].data.object.amount_refunded, 0)
  })

  test('cancelled subscriptions are listed only when asked for', async ({ assert }) => {
    const [active, all] = [
      await readAll<Subscription>('subscriptions'),
      await readAll<Subscription>('subscriptions', 'status=all'),
    ]

    assert.isNotEmpty(active)
    assert.isTrue(active.every(({ status }) => status === 'active'))
    assert.isTrue(all.some(({ status }) => status === 'canceled'))
  })

  test('a sandbox allows twenty-five requests a second', async ({ assert }) => {
    const limited = await givenEmulator({ limitsRates: true })
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => limited.stripe('/v1/balance'))
    )
    await limited.stop()

    const refused = answers.find(({ status }) => status === 429)
    assert.equal(refused?.body.error.code, 'rate_limit')
  })
})
