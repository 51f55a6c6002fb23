import { test } from '@japa/runner'
import { visibleTexts } from '#tests/support/visible_texts'

/** Turns of phrase that readers stumble over; what to say instead is what the field says. */
const ODD = [
  /\bby (itself|themselves)\b/i,
  /\bof its own accord\b/i,
  /\b(nobody|somebody)\b/i,
  /\bis yours\b/i,
  /\blets us in\b/i,
  /\bgoes on\b/i,
  /\bneeds you\b/i,
  /\bmade[ \u2011-]up\b/i,
  /\bby hand\b/i,
  /\bmend(s|ed)?\b/,
  /\bhalf-stored\b/i,
  /\bset aside\b/i,
  /\berror of ours\b/i,
  /\bagreed to\b/i,
  /\bon (its|their) way\b/i,
  /\bt(ake|akes|aken|ook)( \w+){0,3} back\b/i,
  /\bsteps in time\b/i,
  /\bwhole period\b/i,
  /\b(reads itself|by the clock)\b/i,
  /\bheld against\b/i,
  /\bbrought (no|some|in)\b/i,
  /\bhas arrived\b/i,
  /\bworks? of ours\b/i,
  /\btalks to\b/i,
]

/** Names of the code, which no person reads. */
const isCode = (text: string) => /^[\w.:/#~-]+$/.test(text)

test.group('Texts of the product', () => {
  const texts = visibleTexts()

  test('are found in code, pages and guides', ({ assert }) => {
    const kinds = new Set(texts.map(({ place }) => place.split('.').at(-1)))
    assert.sameMembers([...kinds], ['ts', 'mjs', 'vue', 'md'])
    assert.isAbove(texts.length, 3_000)
  })

  test('use the plain words of the field', ({ assert }) => {
    const odd = texts.flatMap(({ place, text }) =>
      isCode(text)
        ? []
        : ODD.flatMap((phrase) => {
            const [said] = phrase.exec(text) ?? []
            return said ? [`${place}: “${said}” in ${text.slice(0, 90)}`] : []
          })
    )
    assert.deepEqual(odd, [])
  })
})
