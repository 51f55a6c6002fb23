import { test } from '@japa/runner'
import { compileErrors } from '#reading/call/compile_errors'
import { compileQuotas } from '#reading/call/compile_quota'
import type { VendorAnswer } from '#reading/call/calls'
import { PAGE_ERRORS, PAGE_QUOTA } from '../../../plugins/vendors/meta/graph.js'

const NOW = new Date('2026-11-30T09:00:00Z')

function answer(usage: object | undefined, body: object = {}): VendorAnswer {
  const headers: Record<string, string> = usage
    ? { 'x-business-use-case-usage': JSON.stringify({ '1148671018324630': [usage] }) }
    : {}
  return { status: usage && 'error' in body ? 400 : 200, headers, body } as VendorAnswer
}

/** As https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2 shows it. */
const used = (share: object) => ({
  type: 'pages',
  call_count: 1,
  total_cputime: 1,
  total_time: 1,
  estimated_time_to_regain_access: 0,
  ...share,
})

const restsAfter = (given: VendorAnswer) =>
  compileQuotas(PAGE_QUOTA)
    .map((quota) => quota.read(given, NOW)?.restSeconds)
    .filter((seconds) => seconds !== undefined)

test.group('A quota that is told as JSON in a header', () => {
  test('rests before the last of any share is used, for a minute where no time is told', ({
    assert,
  }) => {
    assert.deepEqual(restsAfter(answer(used({}))), [])
    assert.deepEqual(restsAfter(answer(used({ total_cputime: 94 }))), [])
    assert.deepEqual(restsAfter(answer(used({ total_cputime: 96 }))), [60])
    assert.deepEqual(
      restsAfter(answer(used({ call_count: 100, estimated_time_to_regain_access: 19 }))),
      [19 * 60]
    )
    assert.deepEqual(restsAfter(answer(undefined)), [])
  })

  test('a refusal waits for as long as the vendor says', ({ assert }) => {
    const refused = answer(used({ call_count: 100, estimated_time_to_regain_access: 5 }), {
      error: { code: 80001 },
    })

    const found = compileErrors(PAGE_ERRORS)(refused)

    assert.deepInclude(found, { action: 'rateLimited', wait: 300 })
  })
})
