import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import { setTimeout as delay } from 'node:timers/promises'
import type { ChildProcess } from 'node:child_process'
import { withTenant } from '#foundation'
import { requestSync } from '#sync'
import { startEmulator, type RunningEmulator } from '#sandbox'
import { givenOrganization } from '#tests/support/organizations'
import { givenSandboxSource, newNamespace } from '#tests/support/emulated_sources'
import type { RunRow } from '#tests/support/carry_out'
import { seededRandom } from '#tests/support/seeded_random'
import { factsOf } from '#tests/support/stored_facts'
import {
  isGone,
  kill,
  QueueClock,
  startWorkerProcess,
  until,
} from '#tests/support/worker_processes'

/** `FAULT_ROUNDS=50 npm test -- faults` runs longer; `FAULT_SEED` repeats a run. */
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1)
const SEED = Number(process.env.FAULT_SEED ?? 20261120)
const NOW = new Date('2026-11-20T09:00:00Z')
const FROM = '2026-11-17'

/** In the order in which a run comes by them. */
const POINTS = [
  'after-fetch:3',
  'before-commit:2',
  'after-commit:2',
  'before-finish',
  'after-finish',
]

let emulator: RunningEmulator
let clock: QueueClock
let truth: Awaited<ReturnType<typeof factsOf>>
const workers = new Set<ChildProcess>()

function worker(environment: Record<string, string> = {}) {
  const started = startWorkerProcess({ SANDBOX_URL: emulator.url, ...environment })
  workers.add(started)
  return started
}

async function givenRequestedSync() {
  const organization = await givenOrganization()
  const connection = await givenSandboxSource(organization, 'stripe', {
    namespace: newNamespace(),
    backfillFrom: FROM,
  })
  const query = <Row>(text: string, values: unknown[] = []) =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<Row>(text, values)
      return rows
    })
  const { id } = await withTenant(organization.id, (tenant) =>
    requestSync(tenant, {
      connectionId: connection.id,
      kind: 'manual',
      requestedBy: null,
      now: new Date(),
    })
  )
  const run = async () => {
    const [row] = await query<RunRow>('SELECT * FROM sync_runs WHERE id = $1', [id])
    return row
  }
  const hasEnded = async () => {
    const { status } = await run()
    return ['succeeded', 'partial', 'failed', 'cancelled'].includes(status)
  }
  return { id: organization.id, query, run, hasEnded }
}

type Source = Awaited<ReturnType<typeof givenRequestedSync>>

/** Facts equal the vendor's truth, roll-ups equal their facts, and nothing is left half done. */
async function assertExactlyOnce(assert: Assert, source: Source) {
  await until(async () => {
    const jobs = await clock.jobs(source.id)
    return jobs.every(({ state }) => state === 'completed')
  }, 'every job is completed')
  const run = await source.run()
  assert.deepInclude(run, { status: 'succeeded', error_message: null, lease: null })
  assert.deepEqual(await factsOf(source.id), truth)
  const stored = await source.query<{ count: string }>('SELECT count(*)::text AS count FROM facts')
  const events = await source.query<{ count: string }>('SELECT count(*)::text AS count FROM events')
  assert.equal(run.records_written, String(Number(stored[0].count) + Number(events[0].count)))
  const drifted = await source.query(ROLLUP_DRIFT)
  assert.deepEqual(drifted, [], 'a roll-up differs from its facts')
}

const ROLLUP_DRIFT = `
  SELECT coalesce(r.stream_id, f.stream_id) AS stream, coalesce(r.day, f.day) AS day, r.rows, f.rows AS found
  FROM daily_rollups r
  FULL JOIN (SELECT stream_id, day, coalesce(currency, '') AS currency, count(*) AS rows, sum(m00) AS first
             FROM facts GROUP BY 1, 2, 3) f
    ON f.stream_id = r.stream_id AND f.day = r.day AND f.currency = r.currency
  WHERE r.rows IS DISTINCT FROM f.rows OR round(r.sums[1]) IS DISTINCT FROM round(f.first)`

test.group('Workers that die', (group) => {
  group.setup(async () => {
    emulator = await startEmulator({ now: NOW, pageSize: 20, limitsRates: false })
    clock = new QueueClock()
    await clock.open()
    const calm = await givenRequestedSync()
    const steady = worker()
    await until(calm.hasEnded, 'the undisturbed sync has ended')
    await kill(steady)
    truth = await factsOf(calm.id)
    return async () => {
      await Promise.all([...workers].map(kill))
      await clock.close()
      await emulator.stop()
    }
  })
  group.each.teardown(async () => {
    await Promise.all([...workers].map(kill))
  })

  test('five workers killed at named points, one after another: every record is there once', async ({
    assert,
  }) => {
    const source = await givenRequestedSync()
    for (const point of POINTS) {
      const doomed = worker({ QD_FAILPOINT: point })
      await until(async () => isGone(doomed), `the worker dies ${point}`)
      await clock.letTimePass(source.id)
    }
    worker()

    await until(source.hasEnded, 'the sync has ended')

    await assertExactlyOnce(assert, source)
  })

  test('killed at random moments, every record is there once', async ({ assert }) => {
    const draw = seededRandom(SEED)
    for (let round = 0; round < ROUNDS; round++) {
      const source = await givenRequestedSync()
      for (let kills = 0; kills < 3; kills++) {
        const victim = worker()
        await delay(900 + draw() * 1_200)
        await kill(victim)
        await clock.letTimePass(source.id)
      }
      worker()
      await until(source.hasEnded, 'the sync has ended')
      await assertExactlyOnce(assert, source)
    }
  })

  test('a frozen worker that wakes up after another one finished writes nothing', async ({
    assert,
  }) => {
    const source = await givenRequestedSync()
    const zombie = worker()
    await until(async () => {
      const { pages } = await source.run()
      return Number(pages) >= 2
    }, 'the worker has begun')
    zombie.kill('SIGSTOP')
    // What it had asked the database for comes to its end, and its transaction idles.
    await delay(500)
    await clock.letTimePass(source.id)
    worker()
    await until(source.hasEnded, 'the second worker has ended the sync')
    const before = await source.run()

    zombie.kill('SIGCONT')
    await delay(2_000)

    assert.deepEqual(await source.run(), before)
    await assertExactlyOnce(assert, source)
  })
})
