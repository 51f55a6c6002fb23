import type { ChildProcess } from 'node:child_process'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { ConnectSource, proofsOf } from '#connections'
import { withTenant } from '#foundation'
import { SAMPLE_DELIVERIES } from '#sandbox/jobs/send_sample_deliveries'
import { ReceiveDelivery } from '#webhooks'
import { givenOrganization } from '#tests/support/organizations'
import {
  isGone,
  kill,
  QueueClock,
  startWorkerProcess,
  until,
} from '#tests/support/worker_processes'

const AMOUNTS = [100, 250, 375.5, 12, 80]
const WRITTEN = DateTime.now().setZone('Africa/Nairobi').toFormat('yyyyMMddHHmmss')

/** Payments that a vendor has sent and no worker has looked at yet. */
async function givenPayments() {
  const organization = await givenOrganization()
  const { connection } = await new ConnectSource().execute({
    ...{ organization, mode: 'sandbox', actor: { id: null }, now: new Date() },
    ...{ pluginId: 'safaricom/mpesa', connector: 'payments' },
  })
  // Only the payments of this test: the sandbox would send those of the last weeks as well.
  await db.rawQuery('DELETE FROM pgboss.job WHERE name = ?', [SAMPLE_DELIVERIES])
  const { credentials } = await proofsOf(connection)
  for (const [index, amount] of AMOUNTS.entries()) {
    const payment = { TransID: `RKL${index}`, TransTime: WRITTEN, TransAmount: String(amount) }
    await new ReceiveDelivery().execute({
      ...{ token: credentials.webhookToken, network: 'here', isQuestion: false, now: new Date() },
      arrival: { headers: {}, query: {}, url: '', ip: '127.0.0.1' },
      readBody: async () => Buffer.from(JSON.stringify(payment)),
    })
  }
  const query = <Row>(text: string) =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<Row>(text)
      return rows
    })
  return { id: organization.id, query }
}

test.group('Workers that die over deliveries', (group) => {
  const workers = new Set<ChildProcess>()
  const clock = new QueueClock()

  group.setup(async () => {
    await clock.open()
    return async () => {
      await Promise.all([...workers].map(kill))
      await clock.close()
    }
  })

  function worker(environment: Record<string, string> = {}) {
    const started = startWorkerProcess(environment)
    workers.add(started)
    return started
  }

  test('leave every payment counted once, wherever they die', async ({ assert }) => {
    const source = await givenPayments()
    for (const point of ['before-commit:2', 'after-commit:1', 'before-commit:1']) {
      const doomed = worker({ QD_FAILPOINT: point })
      await until(async () => isGone(doomed), `the worker dies ${point}`)
      await clock.letTimePass(source.id)
    }
    worker()
    await until(async () => {
      const waiting = await source.query(
        `SELECT 1 FROM webhook_deliveries WHERE outcome = 'waiting'`
      )
      return waiting.length === 0
    }, 'every delivery has landed')

    const [sums] = await source.query(
      `SELECT count(*)::int AS rows, (sum(m01) / 1000000)::float8 AS volume FROM facts`
    )
    const [run] = await source.query('SELECT records_written::int AS written FROM sync_runs')
    assert.deepEqual(sums, { rows: 5, volume: 817.5 })
    assert.deepEqual(run, { written: 5 })
  })
})
