import { test } from '@japa/runner'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { recordLog } from '#sandbox/conformance/log_recorder'

const OWN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The id that a request with these headers is answered under, and what the log says meanwhile. */
async function answeredTo(given: string | string[]) {
  const log = recordLog()
  const headers = { 'x-request-id': given, 'accept': 'application/json' }
  const asked = request(new URL('/api/v1/nowhere', process.env.APP_URL), { headers }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const { requestId } = JSON.parse(Buffer.concat(await answer.toArray()).toString())
  log.stop()
  return { header: answer.headers['x-request-id'], requestId, log: log.lines.join('\n') }
}

test.group('The id of a request', () => {
  test('from outside is taken over where it is safe: {$self}')
    .with(['a', 'AzGpOCwVz3KnmPjE2oZc-w', 'front_1.2', 'f'.repeat(128)])
    .run(async ({ assert }, given) => {
      const { header, requestId, log } = await answeredTo(given)

      assert.deepEqual([header, requestId], [given, given])
      assert.include(log, given)
    })

  test('is our own where the one from outside {why}')
    .with([
      { why: 'is too long', given: 'f'.repeat(129) },
      { why: 'is markup', given: '<script>alert(1)</script>' },
      { why: 'has blanks', given: 'a b' },
      { why: 'could forge a line of the log', given: 'x","level":60,"msg":"planted' },
      { why: 'is not ASCII', given: 'caf\u00e9' },
      { why: 'came twice', given: ['one', 'two'] },
      { why: 'is empty', given: '' },
    ])
    .run(async ({ assert }, { given }) => {
      const { header, requestId, log } = await answeredTo(given)

      assert.match(header as string, OWN)
      assert.equal(requestId, header)
      assert.include(log, header as string)
      assert.isFalse(given !== '' && log.includes([given].flat().join(', ')))
    })
})
