import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Slot } from '#shared/records'
import { ask, plain, plainSeries, plainTotals } from '#tests/support/metric_questions'
import { givenOrganization } from '#tests/support/organizations'
import { givenRows } from '#tests/support/warehouse_rows'

const SPEND: Slot = { metric: 'spend', unit: 'currency', aggregation: 'sum' }
const VALUE: Slot = { metric: 'conversion_value', unit: 'currency', aggregation: 'sum' }
const REVENUE: Slot = { metric: 'revenue', unit: 'currency', aggregation: 'sum' }
const DAY = '2026-05-20'

type Given = { name: string; slots: Slot[]; numbers: (number | null)[]; device?: string }

async function givenSources(sources: Given[]) {
  const organization = await givenOrganization()
  for (const { name, slots, numbers, device = 'phone' } of sources) {
    const facts = [{ day: DAY, entity: `${name} campaign`, dimensions: { device }, numbers }]
    await givenRows(organization, { connection: name, slots, facts })
  }
  return organization
}

const SEARCH: Given = { name: 'Search', slots: [SPEND, VALUE], numbers: [100, 246] }
const SOCIAL: Given = { name: 'Social', slots: [SPEND], numbers: [104] }

test.group('The total of a ratio', () => {
  test('is that of the sources that have both sides, and names the others', async ({ assert }) => {
    const organization = await givenSources([SEARCH, SOCIAL])

    const result = await ask(organization, {
      metrics: ['roas', 'spend'],
      breakdowns: ['source'],
      grain: 'day',
    })

    assert.deepEqual(plainTotals(result), { roas: 2.46, spend: 204 })
    assert.deepEqual(plainSeries(result), {
      Search: { roas: 2.46, spend: 100 },
      Social: { roas: 'no_rows', spend: 104 },
    })
    assert.deepEqual(
      result.provenance.roas.leftOut.map(({ connection, message }) => [connection, message]),
      [
        [
          'Social',
          'Social has no conversion value in this period, so it is left out of this ratio.',
        ],
      ]
    )
    assert.deepEqual(result.provenance.spend.leftOut, [])
  })

  test('is the same within a breakdown that mixes sources, and as a formula', async ({
    assert,
  }) => {
    const organization = await givenSources([SEARCH, SOCIAL])

    const result = await ask(organization, {
      metrics: ['roas', 'own', 'twice'],
      formulas: { own: 'conversion_value / spend', twice: '2 * roas' },
      breakdowns: ['device'],
    })

    assert.deepEqual(plainSeries(result), { phone: { roas: 2.46, own: 2.46, twice: 4.92 } })
  })

  test('leaves out a source whose column is empty, and keeps one that reports nothing as zero', async ({
    assert,
  }) => {
    const empty: Given = { ...SEARCH, name: 'Empty', numbers: [50, null] }
    const zero: Given = { ...SEARCH, name: 'Zero', numbers: [23, 0] }
    const organization = await givenSources([SEARCH, empty, zero])

    const { totals, provenance } = await ask(organization, { metrics: ['roas'] })

    assert.equal(plain(totals.roas), 2)
    assert.deepEqual(
      provenance.roas.leftOut.map(({ connection }) => connection),
      ['Empty']
    )
  })

  test('mixes sources where it is meant to, or where none has both sides', async ({ assert }) => {
    const shop: Given = { name: 'Shop', slots: [REVENUE], numbers: [408] }
    const both: Given = { name: 'Sheet', slots: [REVENUE, SPEND], numbers: [0, 0] }
    const apart = await givenSources([SOCIAL, shop])
    const mixed = await givenSources([SOCIAL, SEARCH, shop, both])
    const own = { formulas: { own: 'revenue / spend' } }

    const first = await ask(apart, { metrics: ['marketing_efficiency', 'own'], ...own })
    const second = await ask(mixed, { metrics: ['marketing_efficiency'] })

    assert.closeTo(Number(plain(first.totals.own)), 408 / 104, 1e-9)
    assert.deepEqual(first.provenance.own.leftOut, [])
    assert.equal(plain(second.totals.marketing_efficiency), 2)
  })

  test('is numerator by denominator of exactly those, whatever the sources', async ({ assert }) => {
    const side = fc.option(fc.integer({ min: 1, max: 900 }))
    const property = fc.asyncProperty(
      fc.array(fc.record({ spend: side, value: side, phone: fc.boolean() }), {
        minLength: 1,
        maxLength: 5,
      }),
      async (sources) => {
        const organization = await givenSources(
          sources.map(({ spend, value, phone }, place) => ({
            name: `Source ${place}`,
            slots: [SPEND, VALUE],
            numbers: [spend, value],
            device: phone ? 'phone' : 'desktop',
          }))
        )
        const asked = { metrics: ['roas'], breakdowns: ['device'] }
        const { totals, series, provenance } = await ask(organization, asked)
        const whole = sources.filter(({ spend, value }) => spend !== null && value !== null)
        fc.pre(whole.length > 0)
        const ratio = (of: typeof sources) =>
          of.reduce((sum, { value }) => sum + value!, 0) /
          of.reduce((sum, { spend }) => sum + spend!, 0)

        assert.closeTo(Number(plain(totals.roas)), ratio(whole), 1e-9)
        for (const { breakdown, totals: own } of series) {
          const here = whole.filter(
            ({ phone }) => breakdown.device === (phone ? 'phone' : 'desktop')
          )
          if (here.length > 0) {
            assert.closeTo(Number(plain(own.roas)), ratio(here), 1e-9)
          }
        }
        const halves = sources.flatMap(({ spend, value }, place) =>
          (spend === null) !== (value === null) ? [`Source ${place}`] : []
        )
        const named = provenance.roas.leftOut.map(({ connection }) => connection)
        assert.sameMembers(named, halves)
      }
    )
    await fc.assert(property, { numRuns: 12 })
  })
})
