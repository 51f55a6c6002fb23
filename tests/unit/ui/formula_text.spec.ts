import { test } from '@japa/runner'
import { formulaText } from '../../../resources/features/metrics/formula_text.js'

const KNOWN = [
  { id: 'clicks', label: 'Clicks' },
  { id: 'impressions', label: 'Impressions' },
  { id: 'shop:add/remove', label: 'Add/remove' },
]
const RATIO = { kind: 'ratio' as const }

test.group('A formula', () => {
  test('is read in the words of the catalogue')
    .with([
      { formula: 'clicks / impressions', text: 'Clicks ÷ Impressions' },
      { formula: 'percent(clicks / impressions)', text: 'Clicks ÷ Impressions, in percent' },
      { formula: '[shop:add/remove] * 2 - clicks', text: 'Add/remove × 2 - Clicks' },
      {
        formula: 'percent(clicks) - percent(lost_sales)',
        text: 'percent(Clicks) - percent(Lost sales)',
      },
    ])
    .run(({ assert }, { formula, text }) => {
      assert.equal(formulaText(KNOWN, RATIO, formula), text)
    })

  test('of a stored number says how its rows come together', ({ assert }) => {
    assert.equal(formulaText(KNOWN, { kind: 'additive' }, 'clicks'), 'Sum of all rows')
  })
})
