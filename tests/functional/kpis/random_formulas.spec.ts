import { test } from '@japa/runner'
import { runMetricQuery, type MetricQuery } from '#metrics'
import { withTenant } from '#foundation'
import { NOW } from '#tests/support/metric_questions'
import { givenOrganization } from '#tests/support/organizations'
import { exactly, randomFormula, type Known } from '#tests/support/random_formulas'
import { seededRandom } from '#tests/support/seeded_random'
import { givenRows } from '#tests/support/warehouse_rows'

const FORMULAS = 1_000
const A_QUESTION = 25

const KNOWN: Known = {
  spend: { unit: 'currency', value: 187.35 },
  ad_budget: { unit: 'currency', value: 240 },
  clicks: { unit: 'count', value: 412 },
  impressions: { unit: 'count', value: 20_600 },
  conversions: { unit: 'count', value: 0 },
}

test.group('Random formulas', () => {
  test('a thousand formulas equal an evaluator in exact fractions, and so do their units', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenRows(organization, {
      slots: Object.entries(KNOWN).map(([metric, { unit }]) => ({
        metric,
        unit,
        aggregation: 'sum',
      })),
      facts: [{ day: '2026-05-04', numbers: Object.values(KNOWN).map(({ value }) => value) }],
    })
    const random = seededRandom(20_261_130)
    const formulas = Array.from({ length: FORMULAS }, () => randomFormula(random, KNOWN))

    const answered: unknown[] = []
    await withTenant(
      organization.id,
      async (tenant) => {
        for (let from = 0; from < FORMULAS; from += A_QUESTION) {
          const some = formulas.slice(from, from + A_QUESTION)
          const { totals } = await runMetricQuery(tenant, organization, questionOf(some), NOW)
          answered.push(...Object.values(totals))
        }
      },
      { readOnly: true }
    )

    const faults = formulas.flatMap((formula, place) => {
      const expected = exactly(formula.text, KNOWN)
      const found = answered[place] as { status: string; value?: number; unit?: string }
      const isEqual =
        expected === null
          ? found.status === 'unavailable'
          : found.unit === formula.unit && isClose(found.value, expected, formula.unit)
      return isEqual ? [] : [{ ...formula, expected, found }]
    })
    assert.deepEqual(faults, [])
    assert.isAbove(new Set(formulas.map(({ text }) => text)).size, FORMULAS * 0.9)
    assert.isAbove(formulas.filter(({ text }) => exactly(text, KNOWN) === null).length, 10)
  })
})

const questionOf = (formulas: { text: string }[]): MetricQuery => {
  const named = formulas.map(({ text }, place) => [`f${place}`, text] as const)
  return {
    metrics: named.map(([id]) => id),
    formulas: Object.fromEntries(named),
    range: { from: '2026-05-04', to: '2026-05-04' },
  }
}

/** Money is answered in micros, everything else in fifteen digits and ten decimals. */
function isClose(found: number | undefined, expected: number, unit: string) {
  const slack = (unit === 'currency' ? 6e-7 : 2e-10) + Math.abs(expected) * 1e-9
  return found !== undefined && Math.abs(found - expected) <= slack
}
