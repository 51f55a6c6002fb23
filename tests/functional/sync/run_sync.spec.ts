import { test } from '@japa/runner'
import { givenScriptedSource } from '#tests/support/syncs'
import type { AdDay } from '#tests/support/scripted_vendor'

const ad = (day: string, clicks: AdDay['clicks'], campaign = 'A'): AdDay => ({
  day,
  campaign,
  clicks,
})

async function givenFiveDays() {
  const source = await givenScriptedSource()
  source.vendor.rows = [
    ad('2026-03-05', 10),
    ad('2026-03-06', 11),
    ad('2026-03-07', 12),
    ad('2026-03-08', 13),
    ad('2026-03-10', 14),
  ]
  return source
}

test.group('A sync', () => {
  test('reads every page, and says that it matches the source', async ({ assert }) => {
    const source = await givenFiveDays()

    const { status, records_read: read, records_written: written, pages } = await source.sync()

    assert.deepEqual(
      { status, read, written, pages, clicks: await source.clicks() },
      {
        status: 'succeeded',
        read: '5',
        written: '5',
        pages: '3',
        clicks: {
          '2026-03-05': 10,
          '2026-03-06': 11,
          '2026-03-07': 12,
          '2026-03-08': 13,
          '2026-03-10': 14,
        },
      }
    )
    const { rows } = await source.query('SELECT status, matched_percent FROM reconciliations')
    assert.deepEqual(rows, [{ status: 'matched', matched_percent: 100 }])
  })

  test('a second sync reads its look-back only, and restates what changed', async ({ assert }) => {
    const source = await givenFiveDays()
    source.vendor.lookback = 'P3D'
    await source.sync()
    source.vendor.asked = []
    source.vendor.rows[3].clicks = 99

    const second = await source.sync()

    assert.equal(source.vendor.asked[0].from, '2026-03-07')
    assert.equal(second.records_restated, '1')
    assert.equal(second.records_unchanged, '2')
    const clicks = await source.clicks()
    assert.equal(clicks['2026-03-08'], 99)
  })

  test('today is the account’s day, also across a clock change', async ({ assert }) => {
    const source = await givenScriptedSource('2026-03-29T22:30:00Z')
    await source.sync()
    assert.equal(source.vendor.asked[0].to, '2026-03-30')

    const behind = await givenScriptedSource('2026-03-08T06:30:00Z')
    behind.vendor.accounts[0].timeZone = 'America/Los_Angeles'
    await behind.sync()
    assert.equal(behind.vendor.asked[0].to, '2026-03-07')
  })

  test('a long window is read in slices, each day once', async ({ assert }) => {
    const source = await givenFiveDays()
    source.vendor.step = 'P2D'
    source.vendor.lookback = 'P5D'

    await source.sync({ kind: 'backfill', window: { from: '2026-03-05', to: '2026-03-09' } })

    assert.deepEqual(
      source.vendor.asked.map(({ from, to }) => `${from}/${to}`),
      ['2026-03-05/2026-03-06', '2026-03-07/2026-03-08', '2026-03-09/2026-03-09']
    )
  })

  test('a backfill leaves the place of the regular sync where it was', async ({ assert }) => {
    const source = await givenFiveDays()
    await source.sync()
    await source.sync({ kind: 'backfill', window: { from: '2025-01-01', to: '2025-02-01' } })

    const { rows } = await source.query('SELECT part, done, at FROM stream_states')

    assert.deepEqual(rows, [{ part: '7', done: '2026-03-10', at: null }])
  })

  test('a record that cannot be mapped is set aside and stops nothing', async ({ assert }) => {
    const source = await givenFiveDays()
    source.vendor.rows[1].clicks = 'many'
    source.vendor.reportsTotals = false

    const run = await source.sync()

    const { rows } = await source.query('SELECT code, field, raw FROM rejected_records')
    assert.deepEqual(rows, [
      { code: 'E_NOT_A_NUMBER', field: 'clicks', raw: ad('2026-03-06', 'many') },
    ])
    assert.deepEqual([run.records_rejected, run.records_written], ['1', '4'])
  })

  test('two organizations never meet', async ({ assert }) => {
    const [ours, theirs] = [await givenFiveDays(), await givenScriptedSource()]
    await ours.sync()

    assert.deepEqual(await theirs.clicks(), {})
    await assert.rejects(
      () => theirs.request({ connectionId: ours.connectionId }),
      /does not exist/
    )
  })
})
