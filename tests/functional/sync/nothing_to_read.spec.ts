import { test } from '@japa/runner'
import { findSource } from '#sync/queries/list_sources'
import { VendorFailure } from '#reading'
import { givenScriptedSource, type ScriptedSource } from '#tests/support/syncs'

async function givenComparedSource() {
  const source = await givenScriptedSource()
  source.vendor.rows = [
    { day: '2026-03-05', campaign: 'A', clicks: 10 },
    { day: '2026-03-06', campaign: 'A', clicks: 20 },
    { day: '2026-03-07', campaign: 'A', clicks: 30 },
  ]
  await source.sync()
  source.now = new Date('2026-03-11T10:00:00Z')
  source.vendor.asked = []
  return source
}

const agreementOf = (source: ScriptedSource) =>
  source.inTenant(async (tenant) => {
    const found = await findSource(tenant, source.connectionId)
    return found!.agreement
  })

test.group('A sync that has nothing to read', () => {
  test('is no success: no account is chosen', async ({ assert }) => {
    const source = await givenComparedSource()
    source.vendor.accounts = []

    const run = await source.sync()

    assert.deepInclude(run, { status: 'failed', error_kind: 'configuration', records_read: '0' })
    assert.match(
      run.error_message!,
      /No account of Lighthouse ads is selected, so nothing was synced/
    )
  })

  test('leaves no badge that says the numbers agree', async ({ assert }) => {
    const source = await givenComparedSource()
    const before = await agreementOf(source)
    assert.equal(before.status, 'matched')
    source.vendor.accounts = []
    await source.sync()

    assert.deepEqual(await agreementOf(source), {
      status: 'unavailable',
      reason:
        'The latest sync was not compared with the vendor’s totals. The last comparison was on 2026-03-10.',
    })
  })

  test('because the vendor is away leaves the last comparison as it was', async ({ assert }) => {
    const source = await givenComparedSource()
    const before = await agreementOf(source)
    source.vendor.faults.set(1, gone())

    await source.sync()

    assert.equal(before.status, 'matched')
    assert.deepEqual(await agreementOf(source), before)
  })

  test('after its first page leaves numbers that nobody compared', async ({ assert }) => {
    const source = await givenComparedSource()
    const day = '2026-03-11'
    source.vendor.rows = ['B', 'C', 'D'].map((campaign) => ({ day, campaign, clicks: 5 }))
    source.vendor.faults.set(2, gone())

    const run = await source.sync()

    assert.deepEqual([run.status, run.records_written], ['failed', '2'])
    const { status } = await agreementOf(source)
    assert.equal(status, 'unavailable')
  })
})

const gone = () =>
  new VendorFailure({ kind: 'permanent', action: 'fail', code: 'E_GONE', message: 'Gone.' })
