import { test } from '@japa/runner'
import { VendorFailure } from '#reading'
import type { Assert } from '@japa/assert'
import { rollUp } from '#warehouse'
import { DateTime } from 'luxon'
import { givenScriptedSource, type ScriptedSource } from '#tests/support/syncs'

const DAYS = ['2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08']

/** Four days of two campaigns, read once; each sync reads all of them again. */
async function givenRead() {
  const source = await givenScriptedSource()
  source.vendor.lookback = 'P10D'
  source.vendor.size = 3
  source.vendor.rows = DAYS.flatMap((day, place) => [
    { day, campaign: 'A', clicks: 10 + place },
    { day, campaign: 'B', clicks: 100 },
  ])
  await source.sync()
  source.vendor.asked = []
  return source
}

/** The vendor deletes what campaign A had on the seventh. */
function forget({ vendor }: ScriptedSource) {
  vendor.rows = vendor.rows.filter(({ day, campaign }) => day !== DAYS[2] || campaign !== 'A')
}

const WHOLE = { '2026-03-05': 110, '2026-03-06': 111, '2026-03-07': 112, '2026-03-08': 113 }
const WITHOUT = { ...WHOLE, '2026-03-07': 100 }

test.group('A row that the vendor deleted', () => {
  test('is taken away, matches again, and the run says so', async ({ assert }) => {
    const source = await givenRead()
    forget(source)

    const run = await source.sync()

    assert.deepEqual(await source.clicks(), WITHOUT)
    assert.equal(run.status, 'succeeded')
    const { rows } = await source.query(
      'SELECT status, reason FROM reconciliations WHERE run_id = $1',
      [run.id]
    )
    assert.deepEqual(rows, [
      {
        status: 'matched',
        reason: '1 row that the vendor no longer reports was removed; the history keeps it.',
      },
    ])
  })

  test('stays in the history, and leaves the roll-up', async ({ assert }) => {
    const source = await givenRead()
    await source.inTenant((tenant) => rollUp(tenant, { now: DateTime.fromJSDate(source.now) }))
    forget(source)
    const { id } = await source.sync()

    await source.inTenant((tenant) => rollUp(tenant, { now: DateTime.fromJSDate(source.now) }))

    const { rows: history } = await source.query(
      'SELECT day::text AS day, kind, run_id, numbers FROM fact_revisions'
    )
    const [seventh] = DAYS.slice(2)
    assert.deepEqual(history, [{ day: seventh, kind: 'removed', run_id: id, numbers: [12] }])
    const { rows } = await source.query('SELECT sums FROM daily_rollups WHERE day = $1', [seventh])
    assert.deepEqual(rows, [{ sums: [100] }])
  })

  test('comes back when the vendor has it again', async ({ assert }) => {
    const source = await givenRead()
    const before = [...source.vendor.rows]
    forget(source)
    await source.sync()
    source.vendor.rows = before

    const run = await source.sync()

    assert.equal(run.status, 'succeeded')
    assert.deepEqual(await source.clicks(), WHOLE)
  })

  test('of one account leaves the rows of the others alone', async ({ assert }) => {
    const source = await givenScriptedSource()
    source.vendor.lookback = 'P10D'
    source.vendor.accounts.push({ ...source.vendor.accounts[0], id: '8' })
    source.vendor.rows = DAYS.map((day) => ({ day, campaign: 'A', clicks: 5 }))
    await source.sync()
    source.vendor.forgotten.set('8', [DAYS[1]])

    const run = await source.sync()

    assert.equal(run.status, 'succeeded')
    assert.deepEqual(await source.clicks(), {
      ...Object.fromEntries(DAYS.map((day) => [day, 10])),
      [DAYS[1]]: 5,
    })
  })
})

test.group('Nothing is taken away', () => {
  /** The first reading of the second sync takes three pages; the fault strikes the second reading. */
  const SECOND_READING = 4

  async function assertKept(assert: Assert, source: ScriptedSource, code = 'E_RECONCILIATION_GAP') {
    const run = await source.sync()
    assert.deepEqual([run.status, run.error_code], ['partial', code])
    assert.deepEqual(await source.clicks(), WHOLE)
  }

  test('where the second reading is short', async ({ assert }) => {
    const source = await givenRead()
    forget(source)
    source.vendor.faults.set(SECOND_READING, (page) => ({ ...page, resume: null }))

    await assertKept(assert, source)
  })

  test('where the second reading fails', async ({ assert }) => {
    const source = await givenRead()
    forget(source)
    const gone = { kind: 'temporary', action: 'retry', code: 'E_VENDOR', message: 'Busy.' } as const
    source.vendor.faults.set(SECOND_READING, new VendorFailure(gone))

    await assertKept(assert, source)
  })

  test('where a record of the second reading cannot be read', async ({ assert }) => {
    const source = await givenRead()
    forget(source)
    source.vendor.faults.set(SECOND_READING, (page) => ({
      ...page,
      records: [...page.records, { day: DAYS[2], campaign: 'A', clicks: 'twelve' }],
    }))

    await assertKept(assert, source)
  })

  test('where the vendor says that it has less than it lists', async ({ assert }) => {
    const source = await givenRead()
    source.vendor.missingFromTotals = 12

    await assertKept(assert, source)
  })

  test('where the vendor suddenly has nothing at all', async ({ assert }) => {
    const source = await givenRead()
    source.vendor.rows = []

    await assertKept(assert, source, 'E_EMPTY_WINDOW')
  })
})
