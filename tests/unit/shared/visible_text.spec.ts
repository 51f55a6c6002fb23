import { test } from '@japa/runner'
import { nameFault } from '#shared/visible_text'

const INVISIBLE = [
  '\u200B\u200B',
  '\u2060',
  '\u00AD',
  '\u3164',
  '\u115F',
  '\u2800',
  '\uFEFF',
  '\u0301',
]
const SEEN = ['Ö', '東京', '!', '7', '☕', 'a\u200Db', 'é', 'مرحبا', '👩‍👩‍👧', '한']

test.group('A name', () => {
  test('of marks that nobody sees is none: {$self}')
    .with(INVISIBLE.map((text) => ({ text, toString: () => encodeURIComponent(text) })))
    .run(({ assert }, { text }) => {
      assert.match(nameFault(text)!, /no visible characters/)
    })

  test('of any script is one', ({ assert }) => {
    assert.deepEqual(
      SEEN.map(nameFault),
      SEEN.map(() => undefined)
    )
  })

  test('that turns the direction of the text is none, whatever else is in it', ({ assert }) => {
    assert.match(nameFault('\u202E')!, /reverses the text direction/)
    assert.match(nameFault('Shop\u202Epohs')!, /reverses the text direction/)
  })
})
