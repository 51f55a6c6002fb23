import { test } from '@japa/runner'
import type { Refusal } from '#foundation'
import { CANONICAL_METRICS as DELIVERED } from '#shared/canonical_metrics'
import { ABBREVIATIONS } from '#metrics/catalogue/abbreviations'
import { CANONICAL_METRICS } from '#metrics/catalogue/canonical'
import { Catalogue } from '#metrics/catalogue/catalogue'
import { DIMENSIONS } from '#metrics/catalogue/dimensions'
import { nearestTo } from '#metrics/catalogue/nearest'
import { SYNONYMS } from '#metrics/catalogue/synonyms'
import { unitOfExpression } from '#metrics/expressions/units'

const catalogue = new Catalogue(CANONICAL_METRICS)
const AGGREGATIONS: Record<string, string> = {
  additive: 'sum',
  semi_additive: 'last',
  unique: 'none',
}

test.group('Catalogue', () => {
  test('every id stands for one metric', ({ assert }) => {
    assert.lengthOf(new Set(CANONICAL_METRICS.map(({ id }) => id)), CANONICAL_METRICS.length)
  })

  test('every formula compiles to the unit its metric declares', ({ assert }) => {
    const computed = catalogue.all().filter(({ expression }) => expression !== undefined)
    const units = computed.map(({ id }) => [
      id,
      unitOfExpression(catalogue.expressionOf(id), catalogue.unitOf),
    ])

    assert.deepEqual(
      units,
      computed.map(({ id, unit }) => [id, unit])
    )
  })

  test('what connectors may deliver is what the catalogue stores, with the same unit and aggregation', ({
    assert,
  }) => {
    const stored = catalogue
      .all()
      .filter((metric) => catalogue.isStored(metric) && !metric.id.endsWith('_change'))
    const described = stored.map(({ id, unit, kind }) => [
      id,
      { unit, aggregation: AGGREGATIONS[kind] },
    ])

    assert.deepEqual(Object.fromEntries(described), DELIVERED)
  })

  test('every metric has a label and a sentence of help', ({ assert }) => {
    const silent = CANONICAL_METRICS.filter(
      ({ label, help }) => label === '' || !help.endsWith('.')
    )

    assert.deepEqual(silent, [])
  })

  test('a name that nothing has proposes what is near, and nothing where nothing is: {asked}')
    .with([
      { asked: 'foo', near: undefined },
      { asked: 'cafe', near: undefined },
      { asked: 'impresions', near: 'impressions' },
      { asked: 'Click through rate', near: 'ctr' },
      { asked: 'mrr', near: 'recurring_revenue' },
      { asked: 'visitors', near: 'cafe-footfall:visitors' },
      { asked: 'footfall', near: undefined },
      { asked: 'cafe-footfal:vistors', near: 'cafe-footfall:visitors' },
    ])
    .run(({ assert }, { asked, near }) => {
      const own = { id: 'cafe-footfall:visitors', label: 'Visitors' }
      const others = CANONICAL_METRICS.filter(({ id }) => id !== 'users')
      const known = others.map(({ id, label }) => ({ id, label, synonyms: SYNONYMS[id] }))

      assert.equal(nearestTo(asked, [...known, own])?.id, near)
    })

  test('what people type to find a metric belongs to one that exists', ({ assert }) => {
    const ids = new Set(CANONICAL_METRICS.map(({ id }) => id))
    const named = [...Object.keys(SYNONYMS), ...Object.keys(ABBREVIATIONS)]

    assert.deepEqual(
      named.filter((id) => !ids.has(id)),
      []
    )
  })

  test('every dimension is there once, with words', ({ assert }) => {
    const ids = DIMENSIONS.map(({ id }) => id)

    assert.lengthOf(new Set(ids), ids.length)
    assert.deepEqual(
      DIMENSIONS.filter(({ label, help }) => label === '' || help === ''),
      []
    )
  })

  test('a position in search is weighted by impressions', ({ assert }) => {
    assert.equal(
      catalogue.formulaOf('average_position'),
      'search_position_sum / search_impressions'
    )
  })
})

test.group('Whose revenue', () => {
  const check = (formula: string) => {
    try {
      catalogue.withFormulas({ asked: formula }).check('asked')
      return null
    } catch (error) {
      return (error as Refusal).message
    }
  }

  test('{$self} would count the same sales twice')
    .with([
      'revenue + conversion_value',
      'revenue + payment_volume',
      'conversion_value + email_revenue',
      'site_revenue + net_revenue',
      'spend + (net_payments - fees) + 2 * revenue',
      'income + revenue',
    ])
    .run(({ assert }, formula) => {
      assert.match(check(formula)!, /the same sales would count twice/)
    })

  test('the sentence names both and what to do', ({ assert }) => {
    assert.equal(
      check('revenue + payment_volume'),
      'Revenue is what the shop sold and Payment volume is what the processor collected: the same sales would count twice. Show them side by side, or subtract one from the other.'
    )
  })

  test('{$self} has a meaning')
    .with([
      'revenue - payment_volume',
      'percent(conversion_value / revenue)',
      'revenue + shipping',
      'revenue + deal_value_won',
      'revenue + revenue',
      'email_revenue / email_orders + revenue / orders',
    ])
    .run(({ assert }, formula) => {
      assert.isNull(check(formula))
    })
})
