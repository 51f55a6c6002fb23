import { test } from '@japa/runner'
import { VendorFailure } from '#reading'
import type { Failure } from '#sync/engine/failure'
import { givenScriptedSource } from '#tests/support/syncs'

const failure = (detail: Partial<Failure>) =>
  new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code: 'E_VENDOR',
    message: 'The vendor is busy.',
    ...detail,
  })

/** Four days on two pages; the second page fails in the way the test names. */
async function givenFailingSource(fault?: Error) {
  const source = await givenScriptedSource()
  source.vendor.rows = ['05', '06', '07', '08'].map((day) => ({
    day: `2026-03-${day}`,
    campaign: 'A',
    clicks: Number(day),
  }))
  if (fault) {
    source.vendor.faults.set(2, fault)
  }
  return source
}

const connectionOf = async (source: Awaited<ReturnType<typeof givenFailingSource>>) => {
  const { rows } = await source.query('SELECT state, state_kind, state_reason FROM connections')
  return rows[0]
}

test.group('A failing vendor', () => {
  test('a rate limit waits as long as the vendor says and uses no attempt', async ({ assert }) => {
    const source = await givenFailingSource(
      failure({ action: 'rateLimited', retryAfterSeconds: 90 })
    )

    const run = await source.sync()

    assert.deepEqual([run.status, run.attempts, run.records_read], ['waiting', 0, '2'])
    assert.equal(run.resume_at!.toISOString(), '2026-03-10T10:01:30.000Z')
  })

  test('a waiting run goes on where it stopped, without reading a page twice', async ({
    assert,
  }) => {
    const source = await givenFailingSource(failure({ action: 'rateLimited' }))
    const { id } = await source.sync()

    const run = await source.run(id)

    assert.deepEqual([run.status, run.records_read, run.records_written], ['succeeded', '4', '4'])
    assert.deepEqual(
      source.vendor.asked.map(({ resume }) => resume),
      [0, 2, 2]
    )
  })

  test('a failing vendor is tried five times, then the run says what is missing', async ({
    assert,
  }) => {
    const source = await givenFailingSource()
    const busy = failure({})
    for (let page = 1; page <= 20; page++) {
      source.vendor.faults.set(page, busy)
    }
    let run = await source.sync()
    const waits: string[] = []
    while (run.status === 'waiting') {
      waits.push(`${run.attempts}: ${(run.resume_at!.getTime() - source.now.getTime()) / 1000} s`)
      run = await source.run(run.id)
    }

    assert.deepEqual(waits, ['1: 30 s', '2: 60 s', '3: 120 s', '4: 240 s'])
    assert.deepEqual(
      [run.status, run.error_kind, run.error_message],
      ['failed', 'temporary', 'ads of 7: The vendor is busy.']
    )
  })

  test('a refused sign-in asks the person to reconnect, and nothing more is tried', async ({
    assert,
  }) => {
    const source = await givenFailingSource(
      failure({ action: 'reconnect', kind: 'authorization', message: 'Sign in again.' })
    )

    const run = await source.sync()

    assert.deepEqual([run.status, run.error_kind], ['failed', 'authorization'])
    assert.deepEqual(await connectionOf(source), {
      state: 'needs_reconnect',
      state_kind: 'authorization',
      state_reason: 'Sign in again.',
    })
    await assert.rejects(() => source.request(), /Reconnect it/)
    const { rows } = await source.query('SELECT * FROM sync_schedule WHERE connection_id = $1', [
      source.connectionId,
    ])
    assert.lengthOf(rows, 0)
  })

  test('one account that fails leaves the others be: the run is partial', async ({ assert }) => {
    const source = await givenFailingSource(
      failure({ action: 'fail', kind: 'permanent', message: 'This account was closed.' })
    )
    source.vendor.accounts.push({ ...source.vendor.accounts[0], id: '8' })

    const run = await source.sync()

    assert.deepEqual(
      [run.status, run.error_message],
      [
        'partial',
        'Shop was not synced: This account was closed. The other accounts are up to date. Earlier numbers stay.',
      ]
    )
    assert.equal(run.progress.ads.parts['8'].state, 'done')
  })

  test('a window that is too large is halved until the vendor answers', async ({ assert }) => {
    const source = await givenFailingSource()
    const tooMuch = failure({ action: 'narrow', kind: 'permanent' })
    source.vendor.faults.set(1, tooMuch)
    source.vendor.faults.set(2, tooMuch)

    const run = await source.sync({
      kind: 'backfill',
      window: { from: '2026-03-01', to: '2026-03-08' },
    })

    assert.deepEqual(
      source.vendor.asked.map(({ from, to }) => `${from}/${to}`),
      [
        '2026-03-01/2026-03-08',
        '2026-03-01/2026-03-04',
        '2026-03-01/2026-03-02',
        '2026-03-03/2026-03-08',
        '2026-03-03/2026-03-08',
      ]
    )
    assert.equal(run.status, 'succeeded')
  })

  test('a place the vendor has forgotten is read again from the start of its slice', async ({
    assert,
  }) => {
    const source = await givenFailingSource(failure({ action: 'rateLimited' }))
    const { id } = await source.sync()
    source.vendor.faults.set(3, failure({ action: 'fail', kind: 'permanent' }))

    const run = await source.run(id)

    assert.equal(run.status, 'succeeded')
    assert.lengthOf(Object.keys(await source.clicks()), 4)
  })

  test('an empty answer where there were rows before is not a success', async ({ assert }) => {
    const source = await givenFailingSource()
    source.vendor.reportsTotals = false
    source.vendor.lookback = 'P10D'
    await source.sync()
    source.vendor.rows = []

    const run = await source.sync()

    assert.deepEqual([run.status, run.error_code], ['partial', 'E_EMPTY_WINDOW'])
    assert.match(run.error_message!, /came back empty although 4 rows/)
  })

  test('a short page shows as a gap against the vendor’s own total', async ({ assert }) => {
    const source = await givenFailingSource()
    source.vendor.faults.set(2, (page) => ({ ...page, records: [] }))

    const run = await source.sync()

    assert.deepEqual([run.status, run.error_code], ['partial', 'E_RECONCILIATION_GAP'])
    assert.match(run.error_message!, /we hold less than the vendor reports: 42.31 % matches/)
  })
})
