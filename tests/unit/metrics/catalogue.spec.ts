import { test } from '@japa/runner'
import { CANONICAL_METRICS as DELIVERED } from '#shared/canonical_metrics'
import { CANONICAL_METRICS } from '#metrics/catalogue/canonical'
import { Catalogue } from '#metrics/catalogue/catalogue'
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
})
