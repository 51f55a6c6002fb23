import { test } from '@japa/runner'
import { newId } from '#foundation'
import { stableUuid } from '#shared/stable_uuid'
import { stableBigint } from '#shared/stable_bigint'

test.group('Ids', () => {
  test('new ids are UUIDv7 and sort by the moment they were made', ({ assert }) => {
    const earlier = newId(1_700_000_000_000)
    const later = newId(1_700_000_000_001)

    assert.match(earlier, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.isBelow(earlier.localeCompare(later), 0)
  })

  test('those of one millisecond sort in the order in which they were made', ({ assert }) => {
    const made = Array.from({ length: 2000 }, () => newId(1_700_000_000_000))

    assert.deepEqual(made.toSorted(), made)
    assert.equal(new Set(made).size, made.length)
  })

  test('derived ids depend on every part and on nothing else', ({ assert }) => {
    assert.equal(stableBigint('a', 'b'), stableBigint('a', 'b'))
    assert.notEqual(stableBigint('a', 'b'), stableBigint('ab', ''))
    assert.match(
      stableUuid('order 7'),
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    )
  })
})
