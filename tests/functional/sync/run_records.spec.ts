import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { finishRun, openRun, recordProgress, recordRejections, startRun } from '#sync'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'

const now = new Date('2026-03-01T10:00:00Z')
const counts = { read: 3, written: 2, restated: 0, unchanged: 0, rejected: 1, pages: 1 }

async function givenRun() {
  const organization = await givenOrganization()
  const connection = await givenConnection(organization)
  const inTenant = <Result>(work: Parameters<typeof withTenant<Result>>[1]) =>
    withTenant(organization.id, work)
  const run = await inTenant((tenant) =>
    openRun(tenant, {
      connectionId: connection.id,
      kind: 'manual',
      requestedBy: null,
      correlationId: 'c-1',
      now,
    })
  )
  const read = async () => {
    const { rows } = await inTenant((tenant) => tenant.query('SELECT * FROM sync_runs'))
    return rows[0]
  }
  return { connection, run, inTenant, read }
}

test.group('Run records', () => {
  test('a run counts what its pages brought and ends with an outcome', async ({ assert }) => {
    const { run, inTenant, read } = await givenRun()

    await inTenant(async (tenant) => {
      const lease = await startRun(tenant, { runId: run.id, now })
      await recordProgress(tenant, { ...lease!, counts })
      await recordProgress(tenant, { ...lease!, counts })
      await finishRun(tenant, { ...lease!, outcome: 'succeeded', now })
    })

    const { status, records_read: readCount, pages } = await read()
    assert.deepEqual(
      { status, readCount, pages },
      { status: 'succeeded', readCount: '6', pages: '2' }
    )
  })

  test('a worker that lost its run to another one writes nothing', async ({ assert }) => {
    const { run, inTenant, read } = await givenRun()
    const zombie = await inTenant((tenant) => startRun(tenant, { runId: run.id, now }))
    await inTenant((tenant) => startRun(tenant, { runId: run.id, now }))

    await assert.rejects(
      () => inTenant((tenant) => recordProgress(tenant, { ...zombie!, counts })),
      /no longer held/
    )

    const { records_read: readCount } = await read()
    assert.equal(readCount, '0')
  })

  test('a connection has one active run at a time', async ({ assert }) => {
    const { connection, inTenant } = await givenRun()
    const again = () =>
      inTenant((tenant) =>
        openRun(tenant, {
          connectionId: connection.id,
          kind: 'scheduled',
          requestedBy: null,
          correlationId: 'c-2',
          now,
        })
      )

    await assert.rejects(again, /sync_runs_one_active/)
  })

  test('the same rejected record of the same page is kept once', async ({ assert }) => {
    const { connection, run, inTenant } = await givenRun()
    const page = {
      connectionId: connection.id,
      runId: run.id,
      stream: 'spend',
      part: 'p1',
      now,
      records: [
        {
          position: 4,
          code: 'E_NOT_A_NUMBER',
          field: 'cost',
          reason: '…',
          raw: { cost: 'n\u0000' },
        },
      ],
    }

    await inTenant((tenant) => recordRejections(tenant, page))
    await inTenant((tenant) => recordRejections(tenant, page))

    const { rows } = await inTenant((tenant) =>
      tenant.query('SELECT position, raw FROM rejected_records')
    )
    assert.deepEqual(rows, [{ position: '4', raw: { cost: 'n\ufffd' } }])
  })
})
