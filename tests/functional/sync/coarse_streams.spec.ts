import { test } from '@japa/runner'
import { givenScriptedSource } from '#tests/support/syncs'

test.group('A stream of monthly values', () => {
  test('is asked for whole months, and compared by those that are over', async ({ assert }) => {
    const source = await givenScriptedSource('2026-03-10T10:00:00Z')
    Object.assign(source.vendor, { period: 'month', step: 'P30D', lookback: 'P5D' })
    source.vendor.rows = ['2026-02-01', '2026-03-01'].map((day) => ({
      day,
      campaign: 'A',
      clicks: 10,
    }))
    await source.sync()
    source.now = new Date('2026-04-02T10:00:00Z')
    source.vendor.asked = []
    await source.sync()

    assert.deepEqual(
      source.vendor.asked.map(({ from, to }) => `${from} ${to}`),
      ['2026-03-01 2026-03-31', '2026-04-01 2026-04-02']
    )
    const { rows } = await source.query<{ days: string }>(
      `SELECT window_from || ' ' || window_to AS days FROM reconciliations ORDER BY created_at`
    )
    assert.deepEqual(
      rows.map(({ days }) => days),
      ['2026-02-01 2026-02-28', '2026-03-01 2026-03-31']
    )
  })
})
