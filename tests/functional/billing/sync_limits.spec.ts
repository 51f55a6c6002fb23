import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { usedInPeriod } from '#billing/usage/usage_sums'
import { runSyncJob } from '#sync/jobs/run_sync'
import { givenPlan } from '#tests/support/billing'
import { givenConnection } from '#tests/support/sources'
import { givenScriptedSource } from '#tests/support/syncs'

const BEGIN = DateTime.fromISO('2026-03-10T09:00:00Z', { zone: 'utc' })
const MONTH = { start: BEGIN, end: BEGIN.plus({ months: 1 }) }

/** Six days on three pages, for an organization with room for so many records and sources. */
async function givenLimitedSource(included: { records?: number; sources?: number }) {
  const source = await givenScriptedSource()
  await givenPlan({ id: source.organizationId } as never, { included, now: BEGIN })
  source.vendor.rows = ['03', '04', '05', '06', '07', '08'].map((day) => ({
    day: `2026-03-${day}`,
    campaign: 'A',
    clicks: Number(day),
  }))
  return source
}

type Source = Awaited<ReturnType<typeof givenLimitedSource>>

const counted = (source: Source) =>
  source.inTenant(async (tenant) => {
    const used = await usedInPeriod(tenant, MONTH)
    return used.records ?? 0
  })

const upgrade = (source: Source) =>
  givenPlan({ id: source.organizationId } as never, { plan: 'business', now: BEGIN })

const queued = async (source: Source, runId: string) => {
  const { rows } = await source.query<{ count: string }>(
    `SELECT count(*) FROM pgboss.job WHERE name = $1 AND data ->> 'runId' = $2 AND start_after <= now()`,
    [runSyncJob.name, runId]
  )
  return Number(rows[0].count)
}

test.group('A sync and the plan', () => {
  test('each new record is counted once, and confirmed ones are not', async ({ assert }) => {
    const source = await givenLimitedSource({})
    await source.sync()
    source.vendor.rows[0].clicks = 99
    source.vendor.lookback = 'P14D'
    await source.sync()

    assert.equal(await counted(source), 7)
  })

  test('a sync waits at the limit, says so, and catches up after an upgrade with nothing lost', async ({
    assert,
  }) => {
    const source = await givenLimitedSource({ records: 3 })
    const waiting = await source.sync()
    const asked = source.vendor.asked.length

    assert.deepInclude(waiting, { status: 'waiting', attempts: 0, error_code: 'E_PLAN_LIMIT' })
    assert.match(waiting.error_message!, /Team plan includes 3 synced records a month/)
    assert.equal(await counted(source), 4)
    const before = await queued(source, waiting.id)

    await upgrade(source)

    assert.equal(await queued(source, waiting.id), before + 1)
    const done = await source.run(waiting.id)
    assert.deepInclude(done, { status: 'succeeded', error_code: null })
    assert.equal(await counted(source), 6)
    assert.lengthOf(Object.keys(await source.clicks()), 6)
    assert.isAbove(asked, 0)
  })

  test('with more sources than the plan has, the first ones are read and the others wait', async ({
    assert,
  }) => {
    const source = await givenLimitedSource({ sources: 1 })
    const first = await givenConnection({ id: source.organizationId } as never)
    await source.query(
      `UPDATE connections SET created_at = created_at - interval '1 day' WHERE id = $1`,
      [first.id]
    )

    const waiting = await source.sync()
    await source.query(`UPDATE connections SET state = 'paused' WHERE id = $1`, [first.id])
    const done = await source.run(waiting.id)

    assert.match(waiting.error_message!, /syncs 1 source, and this one was connected later/)
    assert.equal(done.status, 'succeeded')
  })
})
