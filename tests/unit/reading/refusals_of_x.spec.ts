import { test } from '@japa/runner'
import { compileErrors } from '#reading/call/compile_errors'
import { errors } from '../../../plugins/connectors/x_posts/errors.js'

const sort = compileErrors(errors)
const problem = (type: string) => ({ type: `https://api.x.com/2/problems/${type}` })
const inside = (type: string) => ({ errors: [problem(type)] })
const answer = (status: number, body: unknown) => ({ status, headers: {}, body })

/** Types as https://docs.x.com/x-api/fundamentals/response-codes-and-errors lists them. */
test.group('What X refuses, and what becomes of it', () => {
  test('{status} {title}')
    .with([
      {
        title: 'access that was withdrawn',
        status: 401,
        body: { type: 'about:blank' },
        ends: ['refreshAuth', undefined, /withdrawn/],
      },
      {
        title: 'plan without these calls',
        status: 403,
        body: problem('client-forbidden'),
        ends: ['fail', 'configuration', /plan/],
      },
      {
        title: 'account that is locked',
        status: 403,
        body: { type: 'about:blank' },
        ends: ['fail', 'authorization', /suspended/],
      },
      {
        title: 'too many requests',
        status: 429,
        body: problem('rate-limit-exceeded'),
        ends: ['rateLimited', undefined, /requests/],
      },
      {
        title: 'usage cap, which waiting some minutes does not lift',
        status: 429,
        body: problem('usage-capped'),
        ends: ['fail', 'configuration', /as many posts/],
      },
      {
        title: 'credits used up',
        status: 402,
        body: { title: 'CreditsDepleted' },
        ends: ['fail', 'configuration', /credits/],
      },
      {
        title: 'private numbers that are no longer told',
        status: 200,
        body: inside('not-authorized-for-field'),
        ends: ['empty', undefined, /30 days/],
      },
      {
        title: 'account that does not exist',
        status: 200,
        body: inside('resource-not-found'),
        ends: ['fail', 'authorization', /still exists/],
      },
    ] as const)
    .run(({ assert }, { status, body, ends: [action, kind, words] }) => {
      const found = sort(answer(status, body))

      assert.deepEqual([found?.action, found?.kind], [action, kind])
      assert.match(found?.say ?? '', words)
    })

  test('posts beside errors are read', ({ assert }) => {
    const body = { data: [{ id: '1' }], ...inside('not-authorized-for-field') }

    assert.isUndefined(sort(answer(200, body)))
  })
})
