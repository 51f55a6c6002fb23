import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import type { MetricResult } from '#metrics'
import type Organization from '#organizations/models/organization'
import { givenApiKey } from '#tests/support/api_keys'
import { ask, importPath, runAce } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'
import { referencePath } from '#tests/support/reference_tables'
import { sumsBy, superstoreRows, unitsOf, type Measure } from '#tests/support/superstore'

const SUPERSTORE = referencePath('datasets', 'bi', 'Sample - Superstore.csv')
const MEASURES: Measure[] = ['sales', 'profit', 'quantity']
const METRICS = MEASURES.map((measure) => `superstore:${measure}`)
const CATEGORY = 'superstore:category'
const QUESTION = {
  metrics: METRICS,
  breakdowns: [CATEGORY],
  grain: 'year',
  range: { from: '2019-01-01', to: '2022-12-31' },
}

/** Published by the makers of the file, rounded to the cent. */
const PUBLISHED = { sales: 2_326_534.35, profit: 292_296.81, quantity: 38_654 }
const PUBLISHED_YEARS = {
  2019: 494_040.21,
  2020: 472_993.03,
  2021: 613_933.58,
  2022: 745_567.53,
}

async function givenSuperstore() {
  const organization = await givenOrganization()
  await importPath(organization, SUPERSTORE, { source: 'superstore' })
  return { organization, rows: await superstoreRows(SUPERSTORE) }
}

function toCents(units: Record<string, number>) {
  return Object.fromEntries(
    Object.entries(units).map(([key, sum]) => [key, Math.round(sum / 100) / 100])
  )
}

function byCategory({ series }: MetricResult, metric: string) {
  return Object.fromEntries(
    series.map(({ breakdown, totals }) => [breakdown[CATEGORY], unitsOf(totals[metric])])
  )
}

function byYear({ series }: MetricResult, metric: string) {
  const points = series.flatMap(({ breakdown, points: all }) =>
    all.map(({ at, values }) => {
      const place = [at.slice(0, 4), breakdown[CATEGORY]].filter(Boolean).join(' ')
      return [place, unitsOf(values[metric])]
    })
  )
  return Object.fromEntries(points)
}

async function askOverRest(organization: Organization, question: unknown) {
  const key = await givenApiKey(organization, ['metrics:read'])
  const response = await fetch(`${process.env.APP_URL}/api/v1/metrics/query`, {
    method: 'POST',
    headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(question),
  })
  return { status: response.status, result: (await response.json()) as MetricResult }
}

test.group('Superstore', () => {
  test('the command reads every row, and the published totals come out to the cent', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const slug = `--organization=${organization.slug}`
    const { stdout } = await runAce('import', SUPERSTORE, slug, '--name=superstore')

    const counts = { rows_read: 10_194, rows_written: 10_194, rows_rejected: 0 }
    assert.containsSubset(JSON.parse(stdout), counts)
    const { totals } = await ask(organization, { metrics: METRICS })
    const units = MEASURES.map((measure) => [measure, unitsOf(totals[`superstore:${measure}`])])
    assert.deepEqual(toCents(Object.fromEntries(units)), PUBLISHED)
    const years = await ask(organization, { metrics: METRICS, grain: 'year' })
    const found = toCents(byYear(years, 'superstore:sales'))
    assert.containsSubset(found, PUBLISHED_YEARS)
  })

  test('{$self} by year, by category and by both are those of the file’s own text')
    .with(MEASURES)
    .run(async ({ assert }, measure) => {
      const { organization, rows } = await givenSuperstore()
      const metric = `superstore:${measure}`

      const both = await ask(organization, QUESTION)
      const years = await ask(organization, { ...QUESTION, breakdowns: [] })

      assert.deepEqual(
        byYear(years, metric),
        sumsBy(rows, measure, ({ year }) => year)
      )
      assert.deepEqual(
        byCategory(both, metric),
        sumsBy(rows, measure, ({ category }) => category)
      )
      assert.deepEqual(
        byYear(both, metric),
        sumsBy(rows, measure, ({ year, category }) => `${year} ${category}`)
      )
    })

  test('the REST API gives the same sums to a program', async ({ assert }) => {
    const { organization, rows } = await givenSuperstore()

    const { status, result } = await askOverRest(organization, QUESTION)

    assert.equal(status, 200)
    for (const measure of MEASURES) {
      const metric = `superstore:${measure}`
      const whole = sumsBy(rows, measure, () => 'all')
      assert.equal(unitsOf(result.totals[metric]), whole.all)
      assert.deepEqual(
        byCategory(result, metric),
        sumsBy(rows, measure, ({ category }) => category)
      )
      assert.deepEqual(
        byYear(result, metric),
        sumsBy(rows, measure, ({ year, category }) => `${year} ${category}`)
      )
    }
  })

  test('plain SQL over the stored rows says the same', async ({ assert }) => {
    const { organization } = await givenSuperstore()

    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query(
        'SELECT count(*)::int AS rows, round(sum(m00)::numeric, 2)::float8 AS sales FROM facts WHERE organization_id = $1',
        [organization.id]
      )
    )
    assert.deepEqual(rows, [{ rows: 10_194, sales: PUBLISHED.sales }])
  })
})
