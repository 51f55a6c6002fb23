import { test } from '@japa/runner'

const RESTARTS_MODULE = '../../../bin/launch/restarts.mjs'
const HOUR_MS = 3_600_000

async function givenRestarts() {
  const { Restarts } = await import(RESTARTS_MODULE)
  return new Restarts()
}

test.group('A program that ended by itself', () => {
  test('is waited for longer each time it ends soon after its start, then no more', async ({
    assert,
  }) => {
    const restarts = await givenRestarts()

    const delays = [1, 2, 3, 4, 5, 6].map(() => restarts.delayAfter(100))

    assert.deepEqual(delays, [500, 1_000, 2_000, 4_000, 8_000, undefined])
  })

  test('begins anew once it has lived for a while', async ({ assert }) => {
    const restarts = await givenRestarts()
    restarts.delayAfter(100)
    restarts.delayAfter(100)

    assert.equal(restarts.delayAfter(HOUR_MS), 500)
  })
})
