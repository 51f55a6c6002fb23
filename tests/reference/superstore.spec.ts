import { test } from '@japa/runner'
import { join } from 'node:path'
import { withTenant } from '#foundation'
import { ask, importPath, runAce, totalOf } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'

const DATASETS = join(process.env.REFERENCE_DATA ?? '', 'datasets')
const SUPERSTORE = join(DATASETS, 'bi', 'Sample - Superstore.csv')

const cents = (value: number) => Math.round(value * 100) / 100

test.group('Superstore', () => {
  test('its published totals come out to the cent, by year and category too', async ({
    assert,
  }) => {
    const organization = await givenOrganization()

    const run = await runAce(
      'import',
      SUPERSTORE,
      `--organization=${organization.slug}`,
      '--name=superstore'
    )

    assert.containsSubset(JSON.parse(run.stdout), {
      rows_read: 10_194,
      rows_written: 10_194,
      rows_rejected: 0,
    })
    const metrics = ['superstore:sales', 'superstore:profit', 'superstore:quantity']
    const totals = await Promise.all(metrics.map((metric) => totalOf(organization, metric)))
    assert.deepEqual(
      totals.map((total) => cents(total as number)),
      [2_326_534.35, 292_296.81, 38_654]
    )
    const byYear = await ask(organization, { metrics: ['superstore:sales'], grain: 'year' })
    const years = byYear.series[0].points.flatMap(({ at, values }) => {
      const sales = values['superstore:sales']
      return sales.status === 'available' ? [[at.slice(0, 4), cents(sales.value)]] : []
    })
    assert.deepEqual(years, [
      ['2019', 494_040.21],
      ['2020', 472_993.03],
      ['2021', 613_933.58],
      ['2022', 745_567.53],
    ])
    const byCategory = await ask(organization, {
      metrics: ['superstore:sales'],
      breakdowns: ['superstore:category'],
    })
    const categories = byCategory.series.map(({ breakdown, totals: sums }) => [
      breakdown['superstore:category'],
      sums['superstore:sales'].status,
    ])
    assert.sameDeepMembers(categories, [
      ['Furniture', 'available'],
      ['Office Supplies', 'available'],
      ['Technology', 'available'],
    ])
    const sum = byCategory.series.reduce((total, { totals: sums }) => {
      const sales = sums['superstore:sales']
      return total + (sales.status === 'available' ? sales.value : 0)
    }, 0)
    assert.equal(cents(sum), 2_326_534.35)
  })

  test('plain SQL over the stored rows says the same', async ({ assert }) => {
    const organization = await givenOrganization()
    await importPath(organization, SUPERSTORE, { source: 'superstore' })

    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query(
        'SELECT count(*)::int AS rows, round(sum(m00)::numeric, 2)::float8 AS sales FROM facts'
      )
    )
    assert.deepEqual(rows, [{ rows: 10_194, sales: 2_326_534.35 }])
  })
})

test.group('Awkward files', () => {
  test('CR-only line ends: air passengers', async ({ assert }) => {
    const organization = await givenOrganization()
    const path = join(DATASETS, 'forecasting', 'prophet', 'example_air_passengers.csv')

    const { outcome } = await importPath(organization, path, { source: 'air' })

    assert.containsSubset(outcome, { read: 144, written: 144, rejected: 0 })
    assert.equal(await totalOf(organization, 'air:y'), 40_363)
  })

  test('Windows-1252: text messages without a date take a fixed day', async ({ assert }) => {
    const organization = await givenOrganization()
    const path = join(DATASETS, 'text', 'sms_spam.csv')
    const request = { fixedDay: '2026-01-01' }

    const run = importPath(organization, path, { source: 'sms', request })

    await assert.rejects(() => run, /no column of the file is mapped to a metric/i)
  })
})
