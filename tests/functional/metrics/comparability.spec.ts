import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import fc from 'fast-check'
import type { MetricQuery } from '#metrics'
import type { MetricChange } from '#metrics/types'
import { provideFreshness } from '#metrics'
import { streamFreshness } from '#sync/queries/stream_freshness'
import type Organization from '#organizations/models/organization'
import { ask, NOW, plain } from '#tests/support/metric_questions'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

/** A week beside the week before. */
const ASKED = {
  range: { from: '2026-05-08', to: '2026-05-14' },
  comparison: 'previous_period',
  currency: 'EUR',
} satisfies Partial<MetricQuery>

const daysBetween = (from: string, to: string) => {
  const first = DateTime.fromISO(from, { zone: 'utc' })
  const count = DateTime.fromISO(to, { zone: 'utc' }).diff(first, 'days').days + 1
  return Array.from({ length: count }, (_, place) => first.plus({ days: place }).toISODate()!)
}

interface Given {
  name: string
  days: [from: string, to: string]
  /** Spend of a day of the first and of the second week. */
  spend: [before: number, now: number]
  value?: number | null
}

const SLOTS = [
  ...ADS_SLOTS,
  { metric: 'conversion_value', unit: 'currency' as const, aggregation: 'sum' as const },
]

function givenSource(organization: Organization, { name, days, spend, value }: Given) {
  const facts = daysBetween(...days).map((day) => ({
    day,
    entity: `${name} campaign`,
    numbers: [day < ASKED.range.from ? spend[0] : spend[1], 10, 100, value ?? null],
  }))
  return givenRows(organization, { connection: name, slots: SLOTS, facts, isRolledUp: true })
}

async function changeOf(sources: Given[], asked: Partial<MetricQuery> = {}, now = NOW) {
  const organization = await givenOrganization()
  for (const source of sources) {
    await givenSource(organization, source)
  }
  const result = await ask(organization, { metrics: ['spend'], ...ASKED, ...asked }, now)
  return { ...result.comparison!.changes.spend, result, organization }
}

const plainChange = ({ state, current, earlier }: MetricChange) => ({
  state,
  current: plain(current),
  earlier: plain(earlier),
})

const WHOLE: Given = { name: 'Search', days: ['2026-04-01', '2026-05-20'], spend: [100, 136] }
const NEW: Given = { name: 'Social', days: ['2026-05-06', '2026-05-20'], spend: [50, 100] }

test.group('A change', () => {
  test('is that of the sources that cover both periods, and names the others', async ({
    assert,
  }) => {
    const change = await changeOf([WHOLE, NEW])

    assert.deepEqual(plainChange(change), { state: 'partial', current: 952, earlier: 700 })
    assert.equal(change.message, 'Compared without Social, whose numbers begin on 2026-05-06.')
    assert.equal(plain(change.result.totals.spend), 7 * 236)
  })

  test('over the same sources is whole', async ({ assert }) => {
    const change = await changeOf([WHOLE])

    assert.deepEqual(plainChange(change), { state: 'whole', current: 952, earlier: 700 })
    assert.isNull(change.message)
  })

  test('is not told where the only source begins within the compared period', async ({
    assert,
  }) => {
    const change = await changeOf([NEW])

    assert.equal(change.state, 'none')
    assert.match(change.message!, /Social, whose numbers begin on 2026-05-06/)
  })

  test('of a series is over the same sources as that of the total', async ({ assert }) => {
    const { result } = await changeOf([WHOLE, NEW], { breakdowns: ['source'] })

    const changes = Object.fromEntries(
      result.series.map(({ breakdown, changes: own }) => [
        breakdown.source,
        plainChange(own!.spend),
      ])
    )
    assert.deepEqual(changes, {
      Search: { state: 'partial', current: 952, earlier: 700 },
      Social: { state: 'none', current: 'no_rows', earlier: 'no_rows' },
    })
  })

  test('of a ratio leaves out the same sources', async ({ assert }) => {
    const { result } = await changeOf(
      [
        { ...WHOLE, value: 300 },
        { ...NEW, value: 900 },
      ],
      { metrics: ['spend', 'roas'] }
    )

    const { roas } = result.comparison!.changes
    assert.equal(roas.state, 'partial')
    assert.closeTo(Number(plain(roas.earlier)), 3, 1e-9)
    assert.closeTo(Number(plain(roas.current)), 300 / 136, 1e-9)
  })

  test('of a column that begins later than its source begins with the column', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const facts = daysBetween('2026-04-01', '2026-05-20').map((day) => ({
      day,
      numbers: [10, 1, 1, day < '2026-05-06' ? null : 40],
    }))
    await givenRows(organization, { slots: SLOTS, facts, isRolledUp: true })

    const asked = { metrics: ['spend', 'conversion_value'], ...ASKED }
    const { comparison } = await ask(organization, asked)

    assert.deepEqual(
      [comparison!.changes.spend.state, comparison!.changes.conversion_value.state],
      ['whole', 'none']
    )
  })

  test('of a source that lags is told over the days that it is complete', async ({
    assert,
    cleanup,
  }) => {
    cleanup(() => provideFreshness(streamFreshness))
    provideFreshness(async (_tenant, [connectionId]) => [
      {
        connectionId,
        stream: 'campaign_days',
        checkedAt: null,
        completeUntil: '2026-05-13',
        reconciled: {},
        stopped: null,
      },
    ])

    const change = await changeOf([WHOLE])

    assert.deepEqual(plainChange(change), { state: 'partial', current: 816, earlier: 600 })
    assert.deepEqual(change.days, {
      current: { from: '2026-05-08', to: '2026-05-13' },
      earlier: { from: '2026-05-01', to: '2026-05-06' },
    })
    assert.equal(change.message, 'Compared until 2026-05-13, the last day that Search is complete.')
  })

  test('of today is in progress, and of this week so far one over whole days', async ({
    assert,
  }) => {
    const now = DateTime.fromISO('2026-05-14T12:00:00Z') as typeof NOW
    const today = await changeOf([WHOLE], { range: { preset: 'today' } }, now)
    const week = await changeOf([WHOLE], { range: { preset: 'this_week' } }, now)

    assert.deepEqual([today.state, today.days], ['in_progress', null])
    assert.equal(week.message, 'Compared until 2026-05-13, since today is in progress.')
    assert.deepEqual(week.days, {
      current: { from: '2026-05-11', to: '2026-05-13' },
      earlier: { from: '2026-05-04', to: '2026-05-06' },
    })
  })

  test('is computed over what both periods cover, whatever the sources', async ({ assert }) => {
    const arbitrary = fc.record({
      from: fc.constantFrom('2026-04-20', '2026-05-01', '2026-05-03', '2026-05-09', '2026-05-14'),
      spend: fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 })),
    })
    const property = fc.asyncProperty(
      fc.array(arbitrary, { minLength: 1, maxLength: 4 }),
      async (sources) => {
        const { result, ...change } = await changeOf(
          sources.map(({ from, spend }, place) => ({
            name: `Source ${place}`,
            days: [from, '2026-05-20'],
            spend,
          }))
        )
        const kept = sources.filter(({ from }) => from <= '2026-05-01')
        const sum = (week: 0 | 1) => kept.reduce((all, { spend }) => all + 7 * spend[week], 0)
        const states = ['none', 'partial', 'whole']
        const state = kept.length === sources.length ? 2 : Math.min(kept.length, 1)

        assert.equal(change.state, states[state])
        if (kept.length > 0) {
          assert.deepEqual([plain(change.current), plain(change.earlier)], [sum(1), sum(0)])
        }
        for (const [place, { from }] of sources.entries()) {
          const isNamed = change.message?.includes(`Source ${place}, whose`) ?? false
          assert.equal(isNamed, from > '2026-05-01')
        }
      }
    )
    await fc.assert(property, { numRuns: 10 })
  })
})
