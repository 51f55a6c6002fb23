import { test } from '@japa/runner'
import fc from 'fast-check'
import { compileConnector } from '#reading/map/compile_connector'
import type { CompiledStream, MappingScope } from '#reading/map/types'
import { compileExpression, interpretExpression } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'
import googleAds from '#plugins/connectors/google_ads/plugin'
import stripe from '#plugins/connectors/stripe/plugin'

const account = {
  id: '42',
  name: 'Harbor EU',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  attributes: {},
}
const scope: MappingScope = { account, settings: {}, today: '2026-11-20' }

/** Few different values, so that they meet again, and some that no vendor should send. */
const ODD = [null, '', ' ', '0', 0, -0, 1.5, true, 'a\u0000b', '12', 12, {}, [], ['x'], '9e999']
const oneOf = (...usual: unknown[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD) }
  )

const field = fc.constantFrom(
  'record.a',
  'record.b.c',
  'record.b["d"]',
  'record.none.x',
  'account.id'
)
const literal = fc.constantFrom('"succeeded"', '"usd"', '7', '1.5', 'null', 'true', 'false')
const NAMES =
  'number text lower upper humanize micros unixToIso millisToIso json lastSegment digits'

/** Expressions of the kinds that become closures, nested. */
const { value: expression } = fc.letrec<{ value: string; condition: string }>((tie) => ({
  value: fc.oneof(
    { withCrossShrink: true, maxDepth: 3 },
    field,
    literal,
    fc.tuple(fc.constantFrom(...NAMES.split(' ')), tie('value')).map(([f, v]) => `${f}(${v})`),
    fc
      .tuple(fc.constantFrom('coalesce', 'minorToMicros'), tie('value'), tie('value'))
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc
      .tuple(tie('condition'), tie('value'), tie('value'))
      .map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    tie('condition')
  ),
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(field, fc.constantFrom('==', '!='), literal).map((parts) => parts.join(' ')),
    field.filter((path) => path.includes('.')).map((path) => `has(${path})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map((parts) => `(${parts.join(' ')})`),
    tie('condition').map((inner) => `!(${inner})`)
  ),
}))

const smallRecord = fc.record({
  a: oneOf('succeeded', 'usd', 7, 1.5),
  b: oneOf({ c: 'usd', d: 7 }, { c: 'succeeded' }, { c: null, d: true }),
})

function outcome(compile: typeof compileExpression, source: string, record: unknown) {
  try {
    return { value: compile(source, 'record')({ record, account, settings: {} }) }
  } catch (fault) {
    // Of two faults either may be named: the library looks at the second argument first.
    return { isFault: fault instanceof MappingFault }
  }
}

const adRow = fc.record({
  adGroup: fc.record({
    id: oneOf('1', '2', 3),
    name: oneOf('North', 'South'),
    status: oneOf('ENABLED', 'PAUSED'),
    type: oneOf('SEARCH_STANDARD'),
  }),
  campaign: oneOf({ id: '7', name: 'Spring' }, { id: '8', name: 'Autumn' }),
  segments: fc.record({
    date: oneOf('2026-11-01', '2026-11-02', '2026-02-30'),
    device: oneOf('MOBILE', 'DESKTOP'),
  }),
  metrics: fc.record({
    costMicros: oneOf('1000000', '2500000', 7),
    clicks: oneOf('1', '2'),
    conversionsValue: oneOf(80.25, '12.5'),
  }),
})

const charge = fc.record({
  id: oneOf('ch_1', 'ch_2', 'ch_3'),
  amount: oneOf(2000, 500),
  amount_captured: oneOf(2000, 0),
  currency: oneOf('usd', 'jpy', 'kwd'),
  created: oneOf(1_779_834_055, 1_779_934_055),
  status: oneOf('succeeded', 'failed', 'pending'),
  payment_method_details: oneOf({ type: 'card' }, { type: 'sepa_debit' }),
})

const event = fc.record({
  id: oneOf('evt_1', 'evt_2'),
  type: oneOf('charge.succeeded', 'charge.failed', 'payout.paid'),
  data: fc.record({ object: charge }),
})

const ads = compileConnector(googleAds, 'ads').streams
const payments = compileConnector(stripe, 'payments').streams

test.group('Fast paths of the mapping', () => {
  test('a closure answers and refuses what the CEL library does', ({ assert }) => {
    fc.assert(
      fc.property(expression, smallRecord, (source, record) => {
        assert.deepEqual(
          outcome(compileExpression, source, record),
          outcome(interpretExpression, source, record),
          source
        )
      }),
      { numRuns: 3_000 }
    )
  })

  test('records of a page are mapped as each of them alone')
    .with([
      [ads.get('ad_group_performance')!, adRow],
      [payments.get('charges')!, charge],
      [payments.get('events')!, event],
    ] as [CompiledStream, fc.Arbitrary<object>][])
    .run(({ assert }, [stream, arbitrary]) => {
      fc.assert(
        fc.property(fc.array(oneOfRecords(arbitrary), { maxLength: 30 }), (records) => {
          const map = stream.openPage(scope)
          const together = records.map((record, at) => map(record, at + 1))
          const alone = records.map((record, at) => stream.mapRecord(record, scope, at + 1))

          assert.deepEqual(together, alone)
        }),
        { numRuns: 300 }
      )
    })
})

function oneOfRecords(arbitrary: fc.Arbitrary<object>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: fc.constantFrom(null, 7, []) })
}
