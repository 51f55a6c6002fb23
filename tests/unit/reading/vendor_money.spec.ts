import { test } from '@japa/runner'
import type { ApiConnector, FactMapping, Plugin } from '#kit'
import { compileConnector } from '#reading/map/compile_connector'
import { requestWindow } from '#reading/call/request_window'
import { isRejected, type MappingScope } from '#reading/map/types'
import { shopManifest } from '#tests/support/shop_manifest'
import stripe from '#plugins/connectors/stripe/plugin'

const scope: MappingScope = {
  account: {
    id: 'acct_1',
    name: 'Harbor',
    currency: 'EUR',
    timeZone: 'Europe/Amsterdam',
    attributes: {},
  },
  settings: {},
  today: '2026-03-20',
}

const { streams, calls } = compileConnector(stripe, 'payments')

/** The numbers of one record, in the order in which the stream declares its metrics. */
function numbersOf(stream: string, record: object) {
  const mapped = streams.get(stream)!.mapRecord({ created: 1_772_452_800, ...record }, scope)
  return isRejected(mapped) ? mapped.reason : mapped?.facts.map(({ numbers }) => numbers)[0]
}

const charge = (changes: object) => ({
  id: 'ch_1',
  status: 'succeeded',
  captured: true,
  payment_method_details: { type: 'card' },
  ...changes,
})

const movement = (type: string, amounts: { amount: number; fee: number; net: number }) =>
  numbersOf('balance_transactions', {
    id: `txn_${type}`,
    currency: 'eur',
    type,
    reporting_category: type,
    ...amounts,
  })

type MinorUnits = Record<string, number>

interface Counted {
  minorUnits: MinorUnits
  amount: string
}

/** What 5,000 of the smallest unit are to a vendor. */
function amountIn(currency: string, { minorUnits, amount }: Counted) {
  const manifest: Plugin = shopManifest()
  const shop = manifest.connectors!.shop as ApiConnector
  const { orders } = shop.streams
  const facts = {
    ...(orders.facts as FactMapping),
    metrics: { spend: `minorToMicros(${amount}, record.currency)` },
    currency: 'record.currency',
  }
  manifest.connectors = { shop: { ...shop, minorUnits, streams: { orders: { ...orders, facts } } } }
  const order = { id: 1, day: '2026-03-01', currency, amount: 5_000 }
  const { streams: compiled } = compileConnector(manifest, 'shop')
  const mapped = compiled.get('orders')!.mapRecord(order, scope)
  return isRejected(mapped) ? mapped.reason : mapped?.facts[0].numbers[0]
}

test.group('Money as the vendor counts it', () => {
  test('an amount in {0} is read in the unit of the vendor, not of ISO 4217')
    .with([
      ['ugx', 740_000, 7_400],
      ['isk', 345_600, 3_456],
      ['mga', 8_300, 8_300],
      ['jpy', 620, 620],
      ['kwd', 12_340, 12.34],
      ['huf', 123_400, 1_234],
      ['eur', 1_999, 19.99],
    ] as const)
    .run(({ assert }, [currency, amount, major]) => {
      const record = charge({ currency, amount, amount_captured: amount })
      assert.deepEqual(numbersOf('charges', record), [1, major * 1_000_000, 0])
    })

  for (const amount of ['record.amount', 'record.amount * 1']) {
    test(`each vendor counts ${amount} in its own units, in any order of compiling`, ({
      assert,
    }) => {
      const vendors: MinorUnits[] = [{ ISK: 2 }, {}, { ISK: 2, EUR: 3 }]
      const amounts = vendors.map((minorUnits) =>
        ['isk', 'eur'].map((currency) => amountIn(currency, { minorUnits, amount }))
      )
      assert.deepEqual(amounts, [
        [50_000_000, 50_000_000],
        [5_000_000_000, 50_000_000],
        [50_000_000, 5_000_000],
      ])
    })
  }

  test('an authorization is a payment once it is captured, with what was captured', ({
    assert,
  }) => {
    const authorized = { currency: 'eur', amount: 8_000, amount_captured: 0, captured: false }
    const captured = { ...authorized, amount_captured: 5_000, captured: true }
    assert.deepEqual(numbersOf('charges', charge(authorized)), [0, 0, 0])
    assert.deepEqual(numbersOf('charges', charge(captured)), [1, 50_000_000, 0])
  })

  test('is compared on the day of the authorization, whatever day the vendor books it', ({
    assert,
  }) => {
    const captured = {
      type: 'charge',
      created: 1_770_026_400,
      source: { created: 1_769_853_600, amount_captured: 5_000, currency: 'eur' },
    }
    const totals = calls.totals.get('charges')!
    const sumIn = (from: string, to: string) =>
      totals
        .sum([captured], { ...scope, window: requestWindow(from, to, 'Europe/Amsterdam') } as never)
        .map(({ total }) => total)

    assert.deepEqual(sumIn('2026-01-30', '2026-01-31'), [1, 50_000_000])
    assert.deepEqual(sumIn('2026-02-01', '2026-02-02'), [])
  })

  test('fees booked on their own are fees, and a top-up is no volume', ({ assert }) => {
    assert.deepEqual(
      movement('charge', { amount: 10_000, fee: 175, net: 9_825 }),
      [1_750_000, 98_250_000]
    )
    assert.deepEqual(
      movement('stripe_fee', { amount: -250, fee: 0, net: -250 }),
      [2_500_000, -2_500_000]
    )
    assert.deepEqual(
      movement('network_cost', { amount: -40, fee: 0, net: -40 }),
      [400_000, -400_000]
    )
    assert.deepEqual(movement('topup', { amount: 50_000, fee: 0, net: 50_000 }), [0, 0])
    assert.isUndefined(movement('payout', { amount: -50_000, fee: 0, net: -50_000 }))
  })
})
