import { test } from '@japa/runner'
import { compileConnector } from '#reading/map/compile_connector'
import { isRejected, type MappingScope } from '#reading/map/types'
import googleAds from '#plugins/connectors/google_ads/plugin'
import stripe from '#plugins/connectors/stripe/plugin'

const scope: MappingScope = {
  account: {
    id: '1781900691',
    name: 'Harbor EU',
    currency: 'EUR',
    timeZone: 'Europe/Amsterdam',
    attributes: {},
  },
  settings: {},
  today: '2026-11-20',
}

const ads = compileConnector(googleAds, 'ads')
const payments = compileConnector(stripe, 'payments')

const row = (changes: { segments?: object; metrics?: object } = {}) => ({
  campaign: {
    id: '24027360183',
    name: 'Spring',
    status: 'PAUSED',
    advertisingChannelType: 'SEARCH',
  },
  segments: { date: '2026-11-01', device: 'MOBILE', adNetworkType: 'SEARCH', ...changes.segments },
  metrics: {
    costMicros: '1230000',
    impressions: '310',
    clicks: '12',
    conversions: 1.5,
    conversionsValue: 80.25,
    ...changes.metrics,
  },
})

const mapRow = (record: unknown) =>
  ads.streams.get('campaign_performance')!.mapRecord(record, scope)

test.group('Mapping of a daily report', () => {
  test('a row becomes one fact with all its numbers', ({ assert }) => {
    assert.deepEqual(mapRow(row()), {
      stream: 'campaign_performance',
      key: ['24027360183', '2026-11-01', 'MOBILE', 'SEARCH'].join('\u001f'),
      entities: [
        {
          kind: 'campaign',
          externalId: '24027360183',
          name: 'Spring',
          ancestors: [{ kind: 'account', externalId: '1781900691', name: 'Harbor EU' }],
          attributes: { status: 'paused', type: 'Search' },
        },
      ],
      facts: [
        {
          day: '2026-11-01',
          currency: 'EUR',
          entity: { kind: 'campaign', externalId: '24027360183' },
          dimensions: { device: 'mobile', network: 'search' },
          numbers: [1_230_000, 310, 12, 1.5, 80_250_000, null],
        },
      ],
      events: [],
    })
  })

  test('slots follow the manifest and carry the unit of the metric', ({ assert }) => {
    assert.deepEqual(ads.streams.get('campaign_performance')!.slots.slice(0, 2), [
      { metric: 'spend', unit: 'currency', aggregation: 'sum' },
      { metric: 'impressions', unit: 'count', aggregation: 'sum' },
    ])
  })

  test('one stream answers for the totals, the others for detail', ({ assert }) => {
    const grains = [...ads.streams.values()]
      .filter(({ slots }) => slots.length > 0)
      .map(({ name, grain }) => [name, grain.feeds])
    assert.deepEqual(grains, [
      ['campaign_performance', undefined],
      ['ad_group_performance', []],
      ['ad_performance', []],
      ['keyword_performance', []],
    ])
  })

  test('a bad row is rejected with a reason that a person understands')
    .with([
      [row({ metrics: { clicks: 'many' } }), 'clicks: "many" is not a number.', 'clicks'],
      [row({ metrics: { clicks: Number.NaN } }), 'clicks: NaN is not a number.', 'clicks'],
      [
        row({ metrics: { clicks: { value: 1 } } }),
        'clicks: {"value":1} is not a number.',
        'clicks',
      ],
      [
        row({ metrics: { costMicros: '1.5' } }),
        'spend: 1.5 is not a whole amount in micros.',
        'spend',
      ],
      [row({ segments: { date: '9999-01-01' } }), 'The date 9999-01-01 cannot be right.', 'date'],
      [row({ segments: { date: '2026-02-30' } }), 'The date "2026-02-30" is not a date.', 'date'],
      [{ ...row(), campaign: {} }, 'campaign.id is missing.', 'campaign.id'],
      [row({ segments: { date: null } }), 'segments.date is missing.', 'segments.date'],
      ['a text', '"a text" is not a record.', null],
      [null, 'null is not a record.', null],
    ] as [unknown, string, string | null][])
    .run(({ assert }, [record, reason, field]) => {
      const mapped = mapRow(record)
      assert.isTrue(isRejected(mapped))
      assert.containsSubset(mapped, { reason, field, raw: record })
    })

  test('an id that JSON has rounded is rejected, not guessed', ({ assert }) => {
    const campaign = { id: 90071992547409930, name: 'x' }

    assert.containsSubset(mapRow({ ...row(), campaign }), { code: 'E_ID_PRECISION' })
  })

  test('a page lists each entity once and keeps the last of a repeated key', ({ assert }) => {
    const changed = row({ metrics: { clicks: '13' } })
    const page = ads.streams
      .get('campaign_performance')!
      .mapPage([row(), changed, row({ segments: { device: 'DESKTOP' } }), 7], scope)
    const batch = page.batches.get('campaign_performance')!

    assert.lengthOf(batch.entities, 1)
    assert.deepEqual(
      batch.facts.map(({ numbers }) => numbers[2]),
      [13, 12]
    )
    assert.deepEqual(
      page.rejected.map(({ position }) => position),
      [4]
    )
  })
})

const charge = (changes: object = {}) => ({
  id: 'ch_1',
  object: 'charge',
  amount: 2000,
  amount_captured: 2000,
  currency: 'usd',
  created: 1779834055,
  status: 'succeeded',
  payment_method_details: { type: 'card' },
  ...changes,
})

test.group('Mapping of payments', () => {
  test('amounts are read in the minor unit of their own currency')
    .with([
      ['usd', 20_000_000],
      ['jpy', 2_000_000_000],
      ['kwd', 2_000_000],
    ] as [string, number][])
    .run(({ assert }, [currency, micros]) => {
      const mapped = payments.streams.get('charges')!.mapRecord(charge({ currency }), scope)
      assert.containsSubset(mapped, {
        facts: [{ currency: currency.toUpperCase(), numbers: [1, micros, 0] }],
      })
    })

  test('a payment belongs to the day in the zone of the account', ({ assert }) => {
    const mapped = payments.streams.get('charges')!.mapRecord(charge(), scope)

    assert.containsSubset(mapped, { facts: [{ day: '2026-05-27' }] })
  })

  test('a failed payment counts zero and is not left out', ({ assert }) => {
    const mapped = payments.streams.get('charges')!.mapRecord(charge({ status: 'failed' }), scope)

    assert.containsSubset(mapped, { facts: [{ numbers: [0, 0, 1] }] })
  })

  test('a missing currency is a rejection, not a guess', ({ assert }) => {
    const mapped = payments.streams.get('charges')!.mapRecord(charge({ currency: null }), scope)

    assert.containsSubset(mapped, { code: 'E_CURRENCY', field: 'currency' })
  })

  test('an event updates the object it is about, in that object’s stream', ({ assert }) => {
    const event = (type: string, object: object) => ({ id: `evt_${type}`, type, data: { object } })
    const page = payments.streams
      .get('events')!
      .mapPage(
        [
          event('charge.pending', charge({ status: 'pending' })),
          event('charge.succeeded', charge()),
          event('charge.refund.updated', { ...charge(), id: 're_1', object: 'refund' }),
          event('payout.paid', { id: 'po_1', object: 'payout' }),
        ],
        scope
      )

    assert.deepEqual([...page.batches.keys()], ['charges', 'refunds'])
    assert.deepEqual(page.batches.get('charges')!.facts[0].numbers, [1, 20_000_000, 0])
    assert.equal(page.skipped, 1)
  })
})
