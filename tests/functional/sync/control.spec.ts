import { once } from 'node:events'
import { test } from '@japa/runner'
import { cancelSync } from '#sync/actions/cancel_sync'
import ClaimDueSyncs from '#sync/actions/claim_due_syncs'
import { pauseSource, resumeSource } from '#sync/actions/pause_source'
import { givenScriptedSource, type ScriptedSource } from '#tests/support/syncs'

async function givenFourDays() {
  const source = await givenScriptedSource()
  source.vendor.rows = ['05', '06', '07', '08'].map((day) => ({
    day: `2026-03-${day}`,
    campaign: 'A',
    clicks: Number(day),
  }))
  return source
}

const cancel = (source: ScriptedSource, runId: string) =>
  source.inTenant((tenant) => cancelSync(tenant, { runId, now: source.now }))

const runsOf = async (source: ScriptedSource) => {
  const { rows } = await source.query('SELECT kind, status FROM sync_runs ORDER BY queued_at, kind')
  return rows
}

test.group('Steering a sync', () => {
  test('asking twice gives one run', async ({ assert }) => {
    const source = await givenFourDays()
    const first = await source.request()
    const second = await source.request({
      kind: 'backfill',
      window: { from: '2026-01-01', to: '2026-01-02' },
    })

    assert.deepEqual(second, { id: first.id, isNew: false, waits: false })
  })

  test('cancelling stops at the next page and keeps what has landed', async ({ assert }) => {
    const source = await givenFourDays()
    source.lookEveryMs = 10
    const { id } = await source.request()
    source.vendor.onPage = async (count) => {
      if (count === 2) {
        await cancel(source, id)
        await once(source.vendor.interruption, 'abort')
      }
    }

    const run = await source.run(id)

    assert.deepEqual([run.status, run.records_written], ['cancelled', '2'])
    assert.lengthOf(Object.keys(await source.clicks()), 2)
  })

  test('a run that has not begun is cancelled at once', async ({ assert }) => {
    const source = await givenFourDays()
    const { id } = await source.request()
    await cancel(source, id)

    const run = await source.run(id)

    assert.deepEqual([run.status, source.vendor.asked.length], ['cancelled', 0])
  })

  test('a worker that is told to stop hands the run on with its place', async ({ assert }) => {
    const source = await givenFourDays()
    source.vendor.onPage = (count) => {
      if (count === 2) {
        source.stopping.abort()
      }
    }
    const put = await source.sync()

    assert.deepEqual([put.status, put.attempts, put.records_read], ['waiting', 0, '2'])
  })

  test('a paused source is not read, and goes on when it is resumed', async ({ assert }) => {
    const source = await givenFourDays()
    const change = { connectionId: source.connectionId, now: source.now }
    await source.request()
    await source.inTenant((tenant) => pauseSource(tenant, change))
    assert.deepEqual(await runsOf(source), [{ kind: 'manual', status: 'cancelled' }])
    await assert.rejects(() => source.request(), /is paused/)

    await source.inTenant((tenant) => resumeSource(tenant, change))
    await new ClaimDueSyncs().execute(source.now)

    assert.deepEqual(await runsOf(source), [
      { kind: 'manual', status: 'cancelled' },
      { kind: 'scheduled', status: 'queued' },
    ])
  })

  test('two schedulers at once start a due source once', async ({ assert }) => {
    const source = await givenFourDays()
    await source.inTenant((tenant) =>
      tenant.query('INSERT INTO sync_schedule VALUES ($1, $2, $3)', [
        source.organizationId,
        source.connectionId,
        source.now,
      ])
    )

    await Promise.all([1, 2, 3].map(() => new ClaimDueSyncs().execute(source.now)))

    assert.deepEqual(await runsOf(source), [{ kind: 'scheduled', status: 'queued' }])
  })
})
