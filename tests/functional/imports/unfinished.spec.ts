import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import { queueFileImport, UndoImport } from '#imports'
import ExpireLostImports from '#imports/actions/expire_lost_imports'
import StartImport from '#imports/actions/start_import'
import { runImportJob } from '#imports/jobs/run_import'
import { undoImportJob } from '#imports/jobs/undo_import'
import Import from '#imports/models/import'
import type Organization from '#organizations/models/organization'
import { registerStream } from '#warehouse'
import { givenApiKey } from '#tests/support/api_keys'
import { givenFile } from '#tests/support/files'
import { importText, runAce, storedFile, totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenConnection } from '#tests/support/sources'
import { read } from '#tests/support/warehouse'

const SHOP = 'day,sales\n2026-01-01,4\n2026-01-02,5\n'
const REJECTED = 'day,sales,note\nnever,4,x\nnever,5,y\n'

/** What Google Ads and Stripe leave behind: streams of entities and of events, which have no numbers. */
async function givenConnectedSources() {
  const organization = await givenOrganization()
  for (const [name, stream] of [
    ['Search ads', 'campaigns'],
    ['Payments', 'events'],
  ]) {
    const { id: connectionId } = await givenConnection(organization, { name })
    await withTenant(organization.id, (tenant) =>
      registerStream(tenant, {
        connectionId,
        ...{ name: stream, mode: 'daily', channel: null, slots: [], dimensions: {} },
      })
    )
  }
  return organization
}

const importOf = (organization: Organization, id: string) =>
  withTenant(organization.id, () => Import.of(organization).where('id', id).firstOrFail())

/** A fault that no try survives: the source's own stream cannot be read. */
const breakStream = (organization: Organization) =>
  read(organization, "UPDATE source_streams SET slots = '[null]' RETURNING id")

const asJob = (organization: Organization, importId: string, retryCount: number) => {
  const { signal } = new AbortController()
  const payload = { organizationId: organization.id, importId }
  const completeIn = async () => {}
  return { id: 'job', payload, retryCount, signal, stopping: signal, completeIn }
}

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

/** What the queue does at last with a job whose workers all died. */
const forgetJobs = ({ id }: Organization) =>
  db.rawQuery(`DELETE FROM pgboss.job WHERE data ->> 'organizationId' = ?`, [id])

async function queued(organization: Organization, text: string) {
  const path = await givenFile('shop.csv', text)
  return queueFileImport({
    organization,
    file: await storedFile(path, 'shop.csv'),
    sourceName: 'shop',
    requestedBy: null,
    correlationId: newId(),
  })
}

/** An import whose rows have landed when its worker dies, before it has said so. */
async function givenHalfAnImport() {
  const organization = await givenOrganization()
  const { id } = await queued(organization, SHOP)
  const completeIn = () => Promise.reject(new Error('The worker dies.'))
  await runImportJob.run({ ...asJob(organization, id, 0), completeIn }).catch(() => undefined)
  return { organization, id }
}

test.group('Imports beside connected sources', () => {
  test('are undone by the button, although other sources have streams without numbers', async ({
    assert,
    client,
  }) => {
    const organization = await givenConnectedSources()
    const { found: imported } = await importText(organization, SHOP)
    const as = await signIn(await givenMember(organization, 'admin'))

    await as(client.post(`/o/${organization.slug}/imports/${imported.id}/undoing`))
    await drainQueue(undoImportJob)

    const { state } = await importOf(organization, imported.id)
    assert.equal(state, 'undone')
    assert.equal(await totalOf(organization, 'shop:sales'), 'no_rows')
  })

  test('end with a sentence for a program where no row can be read', async ({ assert, client }) => {
    const organization = await givenConnectedSources()
    const key = await givenApiKey(organization, ['imports:write', 'syncs:read'])
    const path = await givenFile('rejected.csv', REJECTED)
    const accepted = await client
      .post('/api/v1/imports')
      .bearerToken(key)
      .fields({ name: 'shop', mapping: '{"day":"day"}' })
      .file('file', path)

    await drainQueue(runImportJob)

    const run = await client.get(accepted.body().run).bearerToken(key)
    assert.containsSubset(run.body(), { status: 'failed', error: { code: 'E_ALL_ROWS_REJECTED' } })
  })

  test('end with a sentence on the command line where no row can be read', async ({ assert }) => {
    const organization = await givenConnectedSources()
    const path = await givenFile('rejected.csv', REJECTED)
    const mapping = await givenFile('mapping.json', '{"day":"day"}')

    const result = await runAce(
      ...['import', path, `--organization=${organization.slug}`, '--name=shop'],
      `--mapping=${mapping}`
    )

    assert.equal(result.code, 1)
    const [reasons, told, ...rest] = result.stderr.split('\n')
    assert.match(reasons, /^2 rows are rejected for “day”; the first is row 2: ./)
    assert.match(told, /^None of the 2 rows could be read\. ./)
    assert.deepEqual(rest, [''])
  })
})

test.group('What cannot be finished', () => {
  test('an undoing that fails at every try says so, and can be asked for again', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const { found } = await importText(organization, SHOP)
    await withTenant(organization.id, (tenant) =>
      new UndoImport().queue(tenant, found, { id: null })
    )
    await breakStream(organization)

    await assert.rejects(async () => undoImportJob.run(asJob(organization, found.id, 5)))
    assert.containsSubset(await importOf(organization, found.id), { state: 'undoing' })
    await undoImportJob.run(asJob(organization, found.id, 6))

    const { state, errorCode } = await importOf(organization, found.id)
    assert.deepEqual({ state, errorCode }, { state: 'finished', errorCode: 'E_UNDO_FAILED' })
  })

  test('an import that the database can never take ends at its first try', async ({ assert }) => {
    const organization = await givenOrganization()
    const { id } = await queued(organization, SHOP)
    const never = `UPDATE imports SET mapping = mapping || '{"fixedDay": "2026-02-31"}' RETURNING id`
    await read(organization, never)

    await runImportJob.run(asJob(organization, id, 0))

    const { state, errorCode } = await importOf(organization, id)
    assert.deepEqual({ state, errorCode }, { state: 'failed', errorCode: 'E_IMPORT_FAILED' })
  })

  test('an import that fails at every try ends as failed, its run too', async ({ assert }) => {
    const organization = await givenOrganization()
    const { id } = await queued(organization, SHOP)
    await breakStream(organization)

    await assert.rejects(async () => runImportJob.run(asJob(organization, id, 5)))
    await runImportJob.run(asJob(organization, id, 6))

    const { state, errorCode } = await importOf(organization, id)
    assert.deepEqual({ state, errorCode }, { state: 'failed', errorCode: 'E_IMPORT_FAILED' })
    const runs = await read(organization, 'SELECT status, error_code FROM sync_runs')
    assert.deepEqual(runs, [{ status: 'failed', error_code: 'E_IMPORT_FAILED' }])
  })

  test('what landed of it and cannot be taken back is said to be counted', async ({ assert }) => {
    const { organization, id } = await givenHalfAnImport()
    await breakStream(organization)

    await runImportJob.run(asJob(organization, id, 6))

    const { state, errorCode, errorMessage } = await importOf(organization, id)
    assert.deepEqual({ state, errorCode }, { state: 'finished', errorCode: 'E_IMPORT_LEFT' })
    assert.match(errorMessage!, /are still counted\. Undo this import/)
  })

  test('an import whose workers all died is ended by the clock', async ({ assert }) => {
    const { organization, id } = await givenHalfAnImport()
    await new ExpireLostImports().execute(later(10))
    assert.containsSubset(await importOf(organization, id), { state: 'running' })
    await forgetJobs(organization)

    await new ExpireLostImports().execute(later(4))

    const { state, errorCode } = await importOf(organization, id)
    assert.deepEqual({ state, errorCode }, { state: 'failed', errorCode: 'E_GIVEN_UP' })
    assert.equal(await totalOf(organization, 'shop:sales'), 'no_rows')
  })

  test('an undoing whose workers all died is ended by the clock', async ({ assert }) => {
    const organization = await givenOrganization()
    const { found } = await importText(organization, SHOP)
    await withTenant(organization.id, (tenant) =>
      new UndoImport().queue(tenant, found, { id: null })
    )
    await forgetJobs(organization)

    await new ExpireLostImports().execute(later(4))

    assert.containsSubset(await importOf(organization, found.id), {
      state: 'finished',
      errorCode: 'E_UNDO_FAILED',
    })
  })

  test('a failed import that is started again begins at its first row', async ({ assert }) => {
    const organization = await givenOrganization()
    const { id } = await queued(organization, SHOP)
    await read(organization, `UPDATE imports SET state = 'failed', last_position = 2`)
    const found = await importOf(organization, id)
    const { mapping } = found
    const order = { sourceName: 'shop', mapping, requestedBy: null, correlationId: newId() }

    await withTenant(organization.id, (tenant) =>
      new StartImport().execute(tenant, organization, {
        found,
        order: { ...order, now: DateTime.utc() },
      })
    )
    await runImportJob.run(asJob(organization, id, 0))

    assert.equal(await totalOf(organization, 'shop:sales'), 9)
  })
})
