import { test } from '@japa/runner'
import { inReaderPool } from '#imports/child/reader_pool'

/** Work that ends when the test says so, and what has begun so far. */
function gates() {
  const begun: string[] = []
  const open: (() => void)[] = []
  const read = (organization: string) =>
    inReaderPool(organization, () => {
      begun.push(organization)
      return new Promise<void>((resolve) => open.push(resolve))
    })
  return { begun, open, read }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

test.group('Readers of files', () => {
  test('are three at once, and a free one goes to who has the fewest', async ({ assert }) => {
    const { begun, open, read } = gates()
    const reading = ['a', 'a', 'a', 'a', 'a', 'b', 'c'].map(read)
    await soon()
    const atFirst = [...begun]

    open[0]()
    await soon()
    open[1]()
    await soon()
    const then = begun.slice(3)
    for (let number = 2; number < reading.length; number++) {
      open[number]()
      await soon()
    }
    await Promise.all(reading)

    assert.deepEqual(atFirst, ['a', 'a', 'a'])
    assert.deepEqual(then, ['b', 'c'])
    assert.lengthOf(begun, 7)
  })

  test('are refused to who has four waiting already, and to nobody else', async ({ assert }) => {
    const { begun, open, read } = gates()
    const reading = ['a', 'a', 'a', 'a', 'a', 'a', 'a'].map(read)

    await assert.rejects(() => read('a'), /looked at already/)
    reading.push(read('b'))
    for (let number = 0; number < reading.length; number++) {
      await soon()
      open[number]()
    }
    await Promise.all(reading)

    assert.deepEqual([begun.length, begun[3]], [8, 'b'])
  })

  test('are given back when a file cannot be read', async ({ assert }) => {
    const fail = () => inReaderPool('a', () => Promise.reject(new Error('unreadable')))

    for (let time = 0; time < 5; time++) {
      await assert.rejects(fail, 'unreadable')
    }
  })
})
