import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'
import ExpireConsents from '#connections/actions/expire_consents'
import ExpireLostRuns from '#sync/actions/expire_lost_runs'
import { requestSync } from '#sync'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'
import { givenScriptedSource } from '#tests/support/syncs'

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000)

async function givenRequestedRun() {
  const source = await givenScriptedSource()
  const { connectionId, organizationId } = source
  const now = new Date()
  const request = { connectionId, kind: 'manual' as const, requestedBy: null, now }
  await withTenant(organizationId, (tenant) => requestSync(tenant, request))
  return source
}

const stateOf = async (organizationId: string) => {
  const { rows } = await withTenant(organizationId, (tenant) =>
    tenant.query('SELECT status, error_code FROM sync_runs WHERE organization_id = $1', [
      organizationId,
    ])
  )
  return rows
}

test.group('Work that nobody holds', () => {
  test('a run whose job the queue gave up ends with a sentence, and the source can be read again', async ({
    assert,
  }) => {
    const source = await givenRequestedRun()
    await db.rawQuery(`DELETE FROM pgboss.job WHERE data ->> 'organizationId' = ?`, [
      source.organizationId,
    ])

    await new ExpireLostRuns().execute(minutesFromNow(2))
    const early = await stateOf(source.organizationId)
    await new ExpireLostRuns().execute(minutesFromNow(4))

    assert.deepEqual(early, [{ status: 'queued', error_code: null }])
    assert.deepEqual(await stateOf(source.organizationId), [
      { status: 'failed', error_code: 'E_GIVEN_UP' },
    ])
    const { isNew } = await source.request()
    assert.isTrue(isNew)
  })

  test('a run that still has its job is left alone, however long it waits', async ({ assert }) => {
    const source = await givenRequestedRun()

    await new ExpireLostRuns().execute(minutesFromNow(600))

    assert.deepEqual(await stateOf(source.organizationId), [{ status: 'queued', error_code: null }])
  })

  test('a source whose person never came back from the vendor says so', async ({ assert }) => {
    const organization = await givenOrganization()
    const { id } = await givenConnection(organization, { state: 'pending' })
    const other = await givenConnection(organization, { state: 'connected' })
    const states = () =>
      withTenant(organization.id, async (tenant) => {
        const { rows } = await tenant.query<{ id: string; state: string; reason: string }>(
          'SELECT id, state, state_reason AS reason FROM connections WHERE organization_id = $1',
          [organization.id]
        )
        return Object.fromEntries(rows.map((row) => [row.id, row]))
      })

    await new ExpireConsents().execute(minutesFromNow(14))
    const early = await states()
    await new ExpireConsents().execute(minutesFromNow(16))
    const late = await states()

    assert.equal(early[id].state, 'pending')
    assert.equal(late[id].state, 'needs_reconnect')
    assert.match(late[id].reason, /was not finished within a quarter of an hour/)
    assert.equal(late[other.id].state, 'connected')
  })
})
