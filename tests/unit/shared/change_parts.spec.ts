import { test } from '@japa/runner'
import { changeParts, type QuotientPart } from '#shared/change_parts'
import { seededRandom } from '#tests/support/seeded_random'

const part = (
  key: string,
  ...[above, below]: [[now: number, before: number], [now: number, before: number]]
): QuotientPart => ({
  key,
  above: { now: above[0], before: above[1] },
  below: { now: below[0], before: below[1] },
})

test.group('Why a quotient changed', () => {
  test('parts that do as before and weigh differently are mix, and nothing else', ({ assert }) => {
    // Each click of A costs 1 and of B 3, in both periods; B has three quarters of the clicks now.
    const found = changeParts([part('A', [25, 50], [25, 50]), part('B', [225, 150], [75, 50])])!

    assert.deepEqual([found.now, found.before, found.rate, found.mix], [2.5, 2, 0, 0.5])
    assert.deepEqual(found.amount, { change: 50, volume: 0, rate: 0, mix: 50 })
  })

  test('parts that weigh as before and do better are rate, and more of all is volume', ({
    assert,
  }) => {
    const found = changeParts([part('A', [300, 100], [100, 50]), part('B', [100, 50], [100, 50])])!

    assert.deepEqual([found.now, found.before, found.rate, found.mix], [2, 1.5, 0.5, 0])
    assert.deepEqual(found.amount, { change: 250, volume: 150, rate: 100, mix: 0 })
    assert.deepEqual(found.parts[0], { key: 'A', rate: 0.5, mix: 0 })
  })

  test('a part that is new has no rate of its own, and nothing is divided by nothing', ({
    assert,
  }) => {
    const found = changeParts([part('A', [50, 50], [50, 50]), part('New', [150, 0], [50, 0])])!

    assert.deepEqual([found.now, found.rate, found.mix], [2, 0, 1])
    assert.isNull(changeParts([part('A', [5, 5], [0, 10])]))
    assert.isNull(changeParts([]))
  })

  test('for a thousand random cases the parts add up to the change', ({ assert }) => {
    const random = seededRandom(77)
    const some = () => (random() < 0.15 ? 0 : Math.round(random() * 1e6) / 100)
    const faults = Array.from({ length: 1_000 }, () => {
      const parts = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, place) =>
        part(String(place), [some(), some()], [some(), some()])
      )
      const found = changeParts(parts)
      return found && [found, { ...found, ...sumOf(found.parts) }].every(addsUp) ? null : parts
    }).filter((parts) => parts !== null && changeParts(parts) !== null)

    assert.deepEqual(faults, [])
  })
})

type Found = NonNullable<ReturnType<typeof changeParts>>

const sumOf = (parts: Found['parts']) => ({
  rate: parts.reduce((sum, { rate }) => sum + rate, 0),
  mix: parts.reduce((sum, { mix }) => sum + mix, 0),
})

function addsUp({ now, before, change, rate, mix, amount }: Found) {
  const isClose = (one: number, other: number) =>
    Math.abs(one - other) <= 1e-9 * (1 + Math.abs(one) + Math.abs(other) + now + before)
  const { volume, rate: byRate, mix: byMix } = amount
  return (
    isClose(rate + mix, change) &&
    Math.abs(volume + byRate + byMix - amount.change) <= 1e-6 * (1 + Math.abs(amount.change))
  )
}
