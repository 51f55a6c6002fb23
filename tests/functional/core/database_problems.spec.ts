import { test } from '@japa/runner'
import knex from 'knex'
import { problemOf } from '#core/exceptions/problem'
import { withTenant } from '#foundation'
import { givenOrganization } from '#tests/support/organizations'

const faultOf = (work: () => Promise<unknown>) => work().catch((error: unknown) => error)

test.group('What the database cannot do', () => {
  test('in the time of a request is not called a mistake of ours', async ({ assert }) => {
    const { id } = await givenOrganization()
    const tooSlow = () =>
      withTenant(id, ({ query }) => query('SELECT pg_sleep(9)'), { statementTimeoutMs: 20 })

    const { status, code, message } = problemOf(await faultOf(tooSlow))

    assert.deepEqual([status, code], [503, 'E_TOOK_TOO_LONG'])
    assert.match(message, /was stopped and nothing was changed/)
  })

  test('because another one was first says so', async ({ assert }) => {
    const { slug } = await givenOrganization()

    const { status, code } = problemOf(await faultOf(() => givenOrganization({ slug })))

    assert.deepEqual([status, code], [409, 'E_SIMULTANEOUS'])
  })

  test('for want of a free connection is told as being busy', ({ assert }) => {
    const { status, code } = problemOf(new knex.KnexTimeoutError('Timeout acquiring a connection.'))

    assert.deepEqual([status, code], [503, 'E_BUSY'])
  })
})
