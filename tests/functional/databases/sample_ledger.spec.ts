import { test } from '@japa/runner'
import { dayIn } from '#sandbox/business/days'
import { minorDigits } from '#shared/expressions/money'
import { DATABASE_NOW, verbsOf } from '#tests/support/databases'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'

const SAMPLE_POSTGRES = '../../../bin/launch/sample_postgres.mjs'
const ZONE = 'Europe/Berlin'

interface DaySum {
  revenue: number
  orders: number
}

test.group('The sample database', () => {
  test('adds up to the orders of the sample business, by day and currency, to the cent: {$self}')
    .with(['postgresql', 'mysql'] as const)
    .run(async ({ assert, cleanup }, kind) => {
      const { startSamplePostgres } = await import(SAMPLE_POSTGRES)
      const emulator = await givenEmulator({
        ...{ startDatabases: startSamplePostgres, vendors: [], now: DATABASE_NOW },
      })
      cleanup(() => emulator.stop())
      const organization = await givenOrganization({ currency: 'EUR', timeZone: ZONE })
      const person = await givenMember(organization, 'owner')
      const request = { pluginId: `quarterdeck/${kind}`, connector: 'database', organization }
      const source = verbsOf({
        ...{ person, schema: kind === 'mysql' ? 'harbor' : 'public' },
        ...(await givenSandboxSource({ ...request, mode: 'sandbox' })),
      })
      await source.choose('orders', {
        ...{ id: 'id', ordered_at: 'date', currency: 'currency', updated_at: 'version' },
        ...{ revenue: 'metric:revenue', orders: 'metric:orders' },
      })

      const run = await source.sync()

      const stored = await source.query<DaySum & { key: string }>(
        `SELECT day::text || ' ' || currency AS key, sum(m00)::float8 AS revenue, sum(m01)::float8 AS orders
       FROM facts GROUP BY 1 ORDER BY 1`
      )
      assert.isAbove(stored.length, 100)
      assert.deepEqual(
        new Map(stored.map(({ key, ...sums }) => [key, sums])),
        told(emulator.emulator.business.orders)
      )
      assert.deepEqual([run.status, run.error_message], ['succeeded', null])
      const compared = await source.query(
        `SELECT metric, currency, status FROM reconciliations ORDER BY metric, currency`
      )
      assert.deepEqual(compared, [
        { metric: 'orders', currency: null, status: 'matched' },
        { metric: 'revenue', currency: 'EUR', status: 'matched' },
        { metric: 'revenue', currency: 'JPY', status: 'matched' },
        { metric: 'revenue', currency: 'USD', status: 'matched' },
      ])
    })
    .timeout(60_000)
})

/** What the business says it sold until now: micros, and how many orders. */
function told(orders: { at: number; currency: string; amountMinor: number }[]) {
  const days = new Map<string, DaySum>()
  for (const { at, currency, amountMinor } of orders) {
    const code = currency.toUpperCase()
    const key = `${dayIn(ZONE, new Date(at * 1_000))} ${code}`
    const sums = days.get(key) ?? { revenue: 0, orders: 0 }
    if (at * 1_000 <= DATABASE_NOW.getTime()) {
      const micros = amountMinor * 10 ** (6 - minorDigits(code))
      days.set(key, { revenue: sums.revenue + micros, orders: sums.orders + 1 })
    }
  }
  return new Map([...days].sort(([one], [other]) => (one < other ? -1 : 1)))
}
