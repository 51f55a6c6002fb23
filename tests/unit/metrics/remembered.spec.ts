import { test } from '@japa/runner'
import { Remembered } from '#metrics/remembering/remembered'

interface Numbers {
  all: number[]
}

const remembered = (most = 10) => new Remembered<Numbers>({ most, sizeOf: ({ all }) => all.length })

test.group('What is remembered', () => {
  test('is made once for all who ask meanwhile, and then kept', async ({ assert }) => {
    const values = remembered()
    const gate = Promise.withResolvers<Numbers>()
    let made = 0
    const make = () => {
      made++
      return gate.promise
    }
    const asking = [values.get('a', make), values.get('a', make), values.get('b', make)]
    gate.resolve({ all: [1] })
    const [first, second, other] = await Promise.all(asking)
    const later = await values.get('a', make)

    assert.equal(made, 2)
    assert.deepEqual([first, other], [{ all: [1] }, { all: [1] }])
    assert.strictEqual(first, second)
    assert.strictEqual(later, first)
  })

  test('a failure is the first one’s own: the others make it themselves', async ({ assert }) => {
    const values = remembered()
    const gate = Promise.withResolvers<Numbers>()
    const first = values.get('a', () => gate.promise)
    const second = values.get('a', async () => ({ all: [2] }))
    gate.reject(new Error('cut off'))

    await assert.rejects(() => first, 'cut off')
    assert.deepEqual(await second, { all: [2] })
  })

  test('the least used goes first, and what is too large is not kept', async ({ assert }) => {
    const values = remembered(4)
    const made: string[] = []
    const ask = (key: string, size: number) =>
      values.get(key, async () => {
        made.push(key)
        return { all: Array.from({ length: size }, () => 0) }
      })
    for (const [key, size] of [
      ['a', 2],
      ['b', 2],
      ['a', 2],
      ['c', 2],
      ['a', 2],
      ['b', 2],
    ] as const) {
      await ask(key, size)
    }
    await ask('large', 5)
    await ask('large', 5)

    assert.deepEqual(made, ['a', 'b', 'c', 'b', 'large', 'large'])
  })
})
