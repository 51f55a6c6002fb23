import { test } from '@japa/runner'
import { conditionOf, barShares } from '../../../resources/features/metrics/cell_conditions.js'
import { withSubtotals } from '../../../resources/features/metrics/subtotal_rows.js'
import type { AnswerRow } from '../../../resources/features/metrics/answer_rows.js'

const known = (value: number) => ({ status: 'available' as const, value, unit: 'count' as const })
const unknown = { status: 'unavailable' as const, reason: 'no_rows' as const, message: '' }

function row(country: string, device: string, clicks: number | null): AnswerRow {
  return {
    key: country + device,
    label: `${country} · ${device}`,
    keys: { country, device },
    period: null,
    values: { clicks: clicks === null ? unknown : known(clicks) },
    changes: null,
  }
}

const ROWS = [row('NL', 'Mobile', 60), row('DE', 'Mobile', 50), row('NL', 'Desktop', -20)]

test.group('Sub-totals of a table', () => {
  test('stand behind their rows, the groups in the order of the sub-totals', ({ assert }) => {
    const series = ['NL', 'DE'].map((country, place) => ({
      breakdown: { country },
      keys: { country },
      rest: null,
      points: [],
      totals: { clicks: known([40, 50][place]) },
      changes: null,
    }))
    const rows = withSubtotals(
      ROWS,
      { subtotals: [{ by: ['country'], series }] },
      { by: 'clicks', isDescending: true }
    )

    assert.deepEqual(
      rows.map(({ label, isSubtotal = false }) => [label, isSubtotal]),
      [
        ['DE · Mobile', false],
        ['DE, total', true],
        ['NL · Mobile', false],
        ['NL · Desktop', false],
        ['NL, total', true],
      ]
    )
    assert.deepEqual(withSubtotals(ROWS, {}, null), ROWS)
  })
})

test.group('Cells of a table', () => {
  test('take the tone of the first condition that they meet; an unknown figure meets none', ({
    assert,
  }) => {
    const above = { metric: 'clicks', operator: 'above', value: 10, tone: 'good' } as const
    const below = { metric: 'clicks', operator: 'below', value: 100, tone: 'bad' } as const

    assert.equal(conditionOf(known(11), 'clicks', [above, below]), above)
    assert.equal(conditionOf(known(10), 'clicks', [above, below]), below)
    assert.isNull(conditionOf(known(11), 'spend', [above]))
    assert.isNull(conditionOf(unknown, 'clicks', [below]))
  })

  test('have bars as long as their figure beside the largest', ({ assert }) => {
    const rows = [...ROWS, row('FR', 'Mobile', null)]

    assert.deepEqual([...barShares(rows, 'clicks').values()], [1, 50 / 60, 20 / 60])
  })
})
