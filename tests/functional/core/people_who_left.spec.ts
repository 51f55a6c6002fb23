import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { queueFileImport } from '#imports'
import RunImport from '#imports/actions/run_import'
import Import from '#imports/models/import'
import type Organization from '#organizations/models/organization'
import { givenKeyOf } from '#tests/support/api_keys'
import { givenFile } from '#tests/support/files'
import { storedFile, takenUp, takeFromQueue, totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenScriptedSource } from '#tests/support/syncs'

/** The role changes without the code that looks after keys and invitations: what waits is judged when it takes effect. */
const leave = (organization: { id: string }, person: { id: string }) =>
  withTenant(organization.id, (tenant) =>
    tenant.query(`UPDATE memberships SET role = 'viewer' WHERE user_id = $1`, [person.id])
  )

async function queued(organization: Organization, person: { id: string }) {
  const path = await givenFile('shop.csv', 'day,sales\n2026-01-01,7\n')
  const found = await queueFileImport({
    ...{ organization, sourceName: 'shop', requestedBy: person.id, correlationId: newId() },
    file: await storedFile(path, 'shop.csv'),
  })
  await takeFromQueue(found)
  return found
}

test.group('What a person set in motion before they lost the right', () => {
  test('a sync in the queue reads nothing and says so, and the schedule goes its way: {$self}')
    .with(['manual', 'backfill'] as const)
    .run(async ({ assert }, kind) => {
      const source = await givenScriptedSource()
      const organization = { id: source.organizationId } as Organization
      const manager = await givenMember(organization, 'manager')
      const { id } = await source.request({ kind, requestedBy: manager.id })
      await leave(organization, manager)

      const run = await source.run(id)
      const next = await source.query('SELECT 1 FROM sync_schedule WHERE connection_id = $1', [
        source.connectionId,
      ])
      const scheduled = await source.sync({ kind: 'scheduled' })

      assert.deepEqual([run.status, run.error_code], ['failed', 'E_NO_LONGER_ALLOWED'])
      assert.equal(run.records_read, '0')
      assert.lengthOf(next.rows, 1)
      assert.equal(scheduled.status, 'succeeded')
    })

  test('an import in the queue counts nothing and says why', async ({ assert }) => {
    const organization = await givenOrganization()
    const analyst = await givenMember(organization, 'analyst')
    const found = await queued(organization, analyst)
    await leave(organization, analyst)

    await assert.rejects(
      () => new RunImport().execute(takenUp(found)),
      /may no longer import files/
    )
    const { state, errorCode } = await withTenant(organization.id, () =>
      Import.of(organization).where('id', found.id).firstOrFail()
    )

    assert.deepEqual([state, errorCode], ['failed', 'E_NO_LONGER_ALLOWED'])
    assert.equal(await totalOf(organization, 'shop:sales'), 'no_rows')
  })

  test('an import of a person who stayed lands', async ({ assert }) => {
    const organization = await givenOrganization()
    const found = await queued(organization, await givenMember(organization, 'analyst'))

    await new RunImport().execute(takenUp(found))

    assert.equal(await totalOf(organization, 'shop:sales'), 7)
  })

  test('an API key opens nothing, even where it was not revoked', async ({ assert, client }) => {
    const organization = await givenOrganization()
    const admin = await givenMember(organization, 'admin')
    const key = await givenKeyOf(organization, admin)
    const ask = () => client.get('/api/v1/whoami').bearerToken(key)
    const before = await ask()
    await leave(organization, admin)

    const after = await ask()

    assert.deepEqual([before.status(), after.status()], [200, 401])
    assert.equal(after.body().code, 'E_API_KEY_REVOKED')
  })
})
