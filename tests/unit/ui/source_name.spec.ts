import { test } from '@japa/runner'
import { sourceNameFor } from '../../../resources/features/imports/file_name.js'

test.group('The name suggested for the source of a file', () => {
  test('is that of the file without its ending', ({ assert }) => {
    assert.equal(sourceNameFor('Q1 shop sales.csv.gz'), 'Q1 shop sales')
  })

  test('is cut where the server takes no longer one', ({ assert }) => {
    const name = sourceNameFor(`${'Sales of the shops '.repeat(5)}.csv`)

    assert.equal(name, 'Sales of the shops Sales of the shops Sales of the shops Sal')
    assert.lengthOf(name, 60)
  })
})
