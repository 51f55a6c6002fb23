import { existsSync } from 'node:fs'
import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import { queueFileImport, UndoImport } from '#imports'
import InspectUpload from '#imports/actions/inspect_upload'
import RunImport from '#imports/actions/run_import'
import { runImportJob } from '#imports/jobs/run_import'
import { undoImportJob } from '#imports/jobs/undo_import'
import Import from '#imports/models/import'
import { storeUpload } from '#imports/uploads'
import type Organization from '#organizations/models/organization'
import { givenApiKey } from '#tests/support/api_keys'
import { givenFile } from '#tests/support/files'
import { importText, storedFile, takenUp, totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { read } from '#tests/support/warehouse'
import { Readable } from 'node:stream'
import type { ApiClient } from '@japa/api-client'

const ROWS = 200_000
const textOf = (rows: number) => `day,sales\n${'2026-01-01,1\n'.repeat(rows)}`

async function queued(organization: Organization, mode: 'append' | 'replace' = 'append') {
  const path = await givenFile('shop.csv', textOf(ROWS))
  return queueFileImport({
    ...{ organization, sourceName: 'shop', request: { mode } },
    file: await storedFile(path, 'shop.csv'),
    ...{ requestedBy: null, correlationId: newId() },
  })
}

const importOf = (organization: Organization, id: string) =>
  withTenant(organization.id, () => Import.of(organization).where('id', id).firstOrFail())

/** The button of a person who may import. */
async function stop(client: ApiClient, organization: Organization, { id }: Import) {
  const button = await stopButton(client, organization)
  return button(id)
}

async function stopButton(client: ApiClient, organization: Organization) {
  const as = await signIn(await givenMember(organization, 'admin'))
  return (id: string, order = {}) =>
    as(client.post(`/o/${organization.slug}/imports/${id}/cancellation`).redirects(0).json(order))
}

const untilRead = async (organization: Organization) => {
  const bytes = `SELECT (progress ->> 'bytesRead')::int AS bytes FROM sync_runs WHERE kind = 'import' AND status = 'running'`
  for (let found = [{}]; !(found[0] as { bytes?: number })?.bytes;) {
    found = await read(organization, bytes)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test.group('Stopping an import by hand', () => {
  test('one that waits for its turn ends at once, and its job finds nothing to do', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const found = await queued(organization)

    await stop(client, organization, found)
    await drainQueue(runImportJob)

    assert.containsSubset(await importOf(organization, found.id), {
      ...{ state: 'failed', errorCode: 'E_IMPORT_STOPPED', lastPosition: 0 },
    })
    assert.equal(await totalOf(organization, 'shop:sales'), 'no_rows')
  })

  for (const mode of ['append', 'replace'] as const) {
    test(`one that lands (${mode}) ends at its next chunk, and nothing of it stays`, async ({
      client,
      assert,
    }) => {
      const organization = await givenOrganization()
      await importText(organization, 'day,sales\n2025-12-31,7\n')
      const found = await queued(organization, mode)
      const press = await stopButton(client, organization)
      const ended = new RunImport().execute(takenUp(found)).catch(({ code }) => code)
      await untilRead(organization)

      await press(found.id)

      assert.equal(await ended, 'E_IMPORT_STOPPED')
      assert.equal(await totalOf(organization, 'shop:sales'), 7)
      assert.containsSubset(await importOf(organization, found.id), { state: 'failed' })
    })
  }

  test('one that was never mapped goes with its file', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const file = await storeUpload(Readable.from([textOf(3)]), {
      ...{ fileName: 'shop.csv', organizationId: organization.id },
    })
    const found = await new InspectUpload().execute(organization, { file, createdBy: null })

    const answer = await stop(client, organization, found)

    assert.equal(answer.header('location'), `/o/${organization.slug}/imports`)
    assert.isFalse(existsSync(file.path))
    assert.deepEqual(await read(organization, 'SELECT id FROM imports'), [])
  })

  test('one that failed stays until it is discarded, and then its file goes too', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const file = await storeUpload(Readable.from([textOf(3)]), {
      ...{ fileName: 'shop.csv', organizationId: organization.id },
    })
    const order = { sourceName: 'shop', requestedBy: null, correlationId: newId() }
    const found = await queueFileImport({ organization, file, ...order })
    const press = await stopButton(client, organization)
    await press(found.id)
    await press(found.id)
    const kept = existsSync(file.path)
    const discarded = await press(found.id, { discard: true })
    await drainQueue(runImportJob)

    assert.equal(discarded.header('location'), `/o/${organization.slug}/imports`)
    assert.deepEqual([kept, existsSync(file.path)], [true, false])
    assert.deepEqual(await read(organization, 'SELECT id FROM imports'), [])
  })

  test('an undoing that is stopped leaves every row, also where a worker was about to end it', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const { found } = await importText(organization, textOf(3))
    await withTenant(organization.id, (tenant) =>
      new UndoImport().queue(tenant, found, { id: null })
    )
    const undoing = await importOf(organization, found.id)

    await stop(client, organization, found)
    await drainQueue(undoImportJob)

    await assert.rejects(
      () => withTenant(organization.id, (tenant) => new UndoImport().execute(tenant, undoing)),
      /was stopped/
    )
    assert.equal(await totalOf(organization, 'shop:sales'), 3)
  })

  test('one that has ended cannot be stopped, and says so', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const { found } = await importText(organization, textOf(3))
    const key = await givenApiKey(organization, ['imports:write'])

    const answer = await client
      .post(`/api/v1/imports/${found.id}/cancellation`)
      .bearerToken(key)
      .accept('json')

    answer.assertStatus(409)
    assert.equal(answer.body().code, 'E_IMPORT_ENDED')
  })

  test('a program stops the import that it asked for', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const found = await queued(organization)
    const key = await givenApiKey(organization, ['imports:write'])

    const answer = await client.post(`/api/v1/imports/${found.id}/cancellation`).bearerToken(key)

    answer.assertStatus(200)
    assert.deepEqual(answer.body(), { importId: found.id, outcome: 'stopped' })
  })
})

test.group('A worker that is told to end', () => {
  for (const mode of ['append', 'replace'] as const) {
    test(`puts an import (${mode}) down, and the next one ends it`, async ({ assert }) => {
      const organization = await givenOrganization()
      const found = await queued(organization, mode)
      const ending = new AbortController()
      const ended = new RunImport().execute({ ...takenUp(found), stopping: ending.signal })
      await untilRead(organization)

      ending.abort()
      await ended
      const between = await importOf(organization, found.id)
      await drainQueue(runImportJob)

      assert.equal(between.state, 'queued')
      assert.equal(await totalOf(organization, 'shop:sales'), ROWS)
      assert.containsSubset(await importOf(organization, found.id), { state: 'finished' })
    })
  }
})
