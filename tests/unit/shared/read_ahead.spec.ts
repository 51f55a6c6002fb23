import { test } from '@japa/runner'
import { readAhead } from '#shared/read_ahead'

/** Pages 1, 2, … that write down when each was asked for and when the reading ended. */
function source({ pages = 4, failsAt = 0 } = {}) {
  const log: string[] = []
  async function* read() {
    try {
      for (let page = 1; page <= pages; page++) {
        log.push(`ask ${page}`)
        await Promise.resolve()
        if (page === failsAt) {
          throw new Error(`page ${page} fails`)
        }
        yield page
      }
    } finally {
      log.push('end')
    }
  }
  return { log, read }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test.group('Reading one page ahead', () => {
  test('the next page is asked for while one is written, and never two', async ({ assert }) => {
    const { log, read } = source({ pages: 3 })
    for await (const page of readAhead(read())) {
      await settled()
      log.push(`written ${page}`)
    }

    assert.deepEqual(log, [
      ...['ask 1', 'ask 2', 'written 1', 'ask 3', 'written 2', 'end', 'written 3'],
    ])
  })

  test('a failure is told after the pages before it are written', async ({ assert }) => {
    const { log, read } = source({ failsAt: 3 })
    const reading = async () => {
      for await (const page of readAhead(read())) {
        await settled()
        log.push(`written ${page}`)
      }
    }

    await assert.rejects(reading, 'page 3 fails')
    assert.deepEqual(log.slice(-2), ['end', 'written 2'])
  })

  test('a reader that leaves ends the source, and a late failure is nobody’s', async ({
    assert,
  }) => {
    const { log, read } = source({ failsAt: 2 })
    const reading = async () => {
      for await (const page of readAhead(read())) {
        throw new Error(`page ${page} cannot be written`)
      }
    }

    await assert.rejects(reading, 'page 1 cannot be written')
    await settled()
    assert.deepEqual(log, ['ask 1', 'ask 2', 'end'])
  })

  test('a reader that leaves waits for the end of what the source holds, where it is told to', async ({
    assert,
  }) => {
    const { log, read } = source()
    for await (const page of readAhead(read(), { awaitsEnd: true })) {
      log.push(`left at ${page}`)
      break
    }

    assert.deepEqual(log, ['ask 1', 'ask 2', 'left at 1', 'end'])
  })
})
