import { test } from '@japa/runner'
import {
  completed,
  FORMULA_NAME,
  formulaName,
  suggestionsFor,
  wordAt,
} from '../../../resources/features/metrics/formula_completion.js'

const METRICS = [
  { id: 'spend', label: 'Spend', synonyms: ['cost'], available: true },
  { id: 'cafe-footfall:visitors', label: 'Visitors', available: true },
  { id: 'users', label: 'Users', synonyms: ['visitors'], available: false },
  { id: 'recurring_revenue', label: 'Recurring revenue', abbreviation: 'MRR', available: true },
]

/** The caret stands at the bar. */
function typing(text: string) {
  const caret = text.indexOf('|')
  const plain = text.replace('|', '')
  const [first] = suggestionsFor(wordAt(plain, caret).word, METRICS)
  if (!first) {
    return null
  }
  const done = completed(plain, caret, first)
  return `${done.text.slice(0, done.caret)}|${done.text.slice(done.caret)}`
}

test.group('What is typed into a formula', () => {
  test('is completed to the id of a metric, in brackets where it needs them: {typed}')
    .with([
      { typed: 'spe|', becomes: 'spend|' },
      { typed: 'revenue - co|', becomes: 'revenue - spend|' },
      { typed: 'mr| / 2', becomes: 'recurring_revenue| / 2' },
      { typed: 'spend / visi|', becomes: 'spend / [cafe-footfall:visitors]|' },
      { typed: 'spend / cafe-foot|', becomes: 'spend / [cafe-footfall:visitors]|' },
      { typed: '[cafe-footfall:vi|] / 2', becomes: '[cafe-footfall:visitors]| / 2' },
      { typed: 'spend + |', becomes: null },
      { typed: 'zzz|', becomes: null },
    ])
    .run(({ assert }, { typed, becomes }) => {
      assert.equal(typing(typed), becomes)
    })

  test('has a name that an address can hold: {label}')
    .with([
      { label: 'Profit per order', name: 'profit_per_order' },
      { label: ' 2nd Käufe! ', name: '_2nd_kaufe' },
    ])
    .run(({ assert }, { label, name }) => {
      assert.equal(formulaName(label), name)
      assert.match(name, FORMULA_NAME)
    })
})
