import { test } from '@japa/runner'
import fc from 'fast-check'
import qs from 'node:querystring'
import type { MetricQuery } from '#metrics'
import { readAddress } from '#explore/queries/read_question'
import { questionAddress } from '../../../resources/features/explore/question_address.js'

const identifier = fc.oneof(
  fc.stringMatching(/^[a-z][a-z_]{0,20}$/),
  fc.constantFrom('acme/radio:airings', 'superstore:sub_category', '売上:金額')
)
const value = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })

const formulas = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z_]{0,20}$/),
  fc.oneof(fc.constantFrom('revenue - spend', '[my-sheet:net_sales] / orders~'), value),
  { minKeys: 1, maxKeys: 3 }
)

const plain: fc.Arbitrary<MetricQuery> = fc.record({
  metrics: fc.uniqueArray(identifier, { minLength: 1, maxLength: 12 }),
  breakdowns: fc.uniqueArray(identifier, { maxLength: 3 }),
  filters: fc.array(
    fc.record({
      dimension: identifier,
      operator: fc.constantFrom('in' as const, 'contains' as const, 'not_in' as const),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 3 }
  ),
  range: fc.constantFrom<MetricQuery['range']>(
    { preset: 'last_7_days' },
    { from: '2026-01-01', to: '2026-03-31' }
  ),
  grain: fc.constantFrom('total' as const, 'day' as const, 'quarter' as const),
  comparison: fc.constantFrom('none' as const, 'previous_year' as const),
  currency: fc.constantFrom('EUR', 'USD'),
})
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/)
/** Only what is asked for is there, so each part is left out at times. */
const shape: fc.Arbitrary<Partial<MetricQuery>> = fc.record(
  {
    conditions: fc.array(
      fc.record({
        metric: identifier,
        operator: fc.constantFrom('above' as const, 'at_most' as const),
        value: fc.oneof(fc.integer({ min: 1 }), fc.constantFrom(0.5, -1e-7, 1e21)),
      }),
      { minLength: 1, maxLength: 3 }
    ),
    derived: fc.dictionary(
      name,
      fc.oneof(
        fc.record({ metric: identifier, as: fc.constantFrom('growth' as const) }),
        fc.record({
          metric: identifier,
          as: fc.constantFrom('moving_average' as const),
          points: fc.integer({ min: 2, max: 90 }),
        })
      ),
      { minKeys: 1, maxKeys: 3, noNullPrototype: true }
    ),
    sort: fc.oneof(
      fc.record({ by: identifier }),
      fc.record({ by: identifier, order: fc.constantFrom('ascending' as const) })
    ),
    top: fc.oneof(
      fc.record({ count: fc.integer({ min: 1, max: 1000 }) }),
      fc.record({ count: fc.constant(5), other: fc.constant(true), dimension: identifier }),
      fc.record({ count: fc.constant(5), dimension: identifier })
    ),
    moreComparisons: fc.constant(['same_weeks_last_year' as const]),
    weekStart: fc.constant('sunday' as const),
    timeZone: fc.constantFrom('Europe/Amsterdam', 'Etc/GMT+3'),
    asOf: fc.constantFrom('2026-11-03', '2026-11-03T10:00:00+01:00'),
  },
  { requiredKeys: [] }
)
const question = fc.oneof(
  plain,
  fc.tuple(plain, formulas).map(([asked, own]) => ({ ...asked, formulas: { ...own } })),
  fc.tuple(plain, shape).map(([asked, own]) => ({
    ...asked,
    ...own,
    comparison: 'previous_year' as const,
  }))
)

test.group('A question in an address', () => {
  test('is read back exactly as it was asked', ({ assert }) => {
    fc.assert(
      fc.property(question, (asked) => {
        const address = { ...qs.parse(questionAddress(asked, 'line')) }
        assert.deepEqual(readAddress(address, 'EUR'), { question: asked, unknown: [] } as never)
      })
    )
  })

  test('keeps a value that holds the sign between its parts', ({ assert }) => {
    const filters = [{ dimension: 'campaign', operator: 'in' as const, values: ['a~b', '~'] }]
    const asked = { metrics: ['spend'], range: { preset: 'last_7_days' as const }, filters }

    const address = { ...qs.parse(questionAddress(asked, 'line')) }
    assert.deepEqual(readAddress(address, 'EUR').question.filters, filters)
  })

  test('says what it asks for that nobody knows, and opens with the rest', ({ assert }) => {
    const address = {
      metrics: 'spend,<script>',
      range: '2026-13..',
      grain: 'minute',
      filter: ['~~', 'campaign~is~Brand'],
      compare: 'last_decade',
      having: 'spend~beyond~5',
      top: '0',
      zone: 'Mars/Olympus',
      currency: 'euro',
      view: 'pie',
      breakdowns: 'campaign',
      utm_source: 'mail',
    }

    const read = readAddress(address, 'EUR')

    assert.deepEqual(read.question, {
      metrics: ['spend'],
      breakdowns: [],
      filters: [],
      range: { preset: 'last_28_days' },
      grain: 'day',
      comparison: 'none',
      currency: 'EUR',
    })
    const told = read.unknown.map((sentence) => /“(.*)”/.exec(sentence)![1])
    assert.sameMembers(told, [
      '<script>',
      '2026-13..',
      'minute',
      '~~',
      'campaign~is~Brand',
      'last_decade',
      'spend~beyond~5',
      '0',
      'Mars/Olympus',
      'euro',
      'pie',
      'breakdowns',
    ])
  })

  test('says a day that is not in the calendar, and days in the wrong order', ({ assert }) => {
    const ranges = ['2026-02-30..2026-03-01', '2026-03-02..2026-03-01', 'last_5_days']
    const told = ranges.map((range) => readAddress({ range }, 'EUR').unknown)

    assert.deepEqual(
      told,
      ranges.map((range) => [`The address asks for the period “${range}”, which is not known.`])
    )
  })
})
