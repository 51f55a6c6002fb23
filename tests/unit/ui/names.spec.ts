import { test } from '@japa/runner'
import { labelOf } from '../../../resources/features/metrics/names.js'

const KNOWN = [
  { id: 'roas', label: 'Return on ad spend' },
  { id: 'superstore:category', label: 'Category of goods' },
]

test.group('Names of metrics and dimensions', () => {
  test('are those of the catalogue', ({ assert }) => {
    assert.equal(labelOf(KNOWN, 'roas'), 'Return on ad spend')
  })

  test('are found where a question names a column without its file', ({ assert }) => {
    assert.equal(labelOf(KNOWN, 'category'), 'Category of goods')
  })

  test('read as words where nothing knows them any more', ({ assert }) => {
    assert.equal(labelOf(KNOWN, 'old_shop:order_value'), 'Order value')
  })
})
