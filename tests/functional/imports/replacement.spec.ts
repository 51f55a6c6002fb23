import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import RunImport from '#imports/actions/run_import'
import { queueFileImport } from '#imports'
import type Organization from '#organizations/models/organization'
import { givenFile } from '#tests/support/files'
import { importText, storedFile, takenUp, totalOf } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'

const ROWS = 40_000

async function queuedReplacement(organization: Organization) {
  const lines = Array.from({ length: ROWS }, (_, row) => `2026-01-${10 + (row % 20)},1`)
  const path = await givenFile('shop.csv', `day,sales\n${lines.join('\n')}\n`)
  const found = await queueFileImport({
    organization,
    file: await storedFile(path, 'shop.csv'),
    sourceName: 'shop',
    request: { mode: 'replace' },
    requestedBy: null,
    correlationId: newId(),
  })
  return found
}

function rowsRead(organizationId: string, runId: string): Promise<number> {
  return withTenant(organizationId, async (tenant) => {
    const { rows } = await tenant.query<{ read: number }>(
      `SELECT coalesce((progress ->> 'rowsRead')::int, 0) AS read FROM sync_runs
       WHERE organization_id = $1 AND id = $2`,
      [organizationId, runId]
    )
    return rows[0].read
  })
}

/** A source whose one row is being replaced: some of the new rows are read, none is seen yet. */
async function givenReplacementUnderWay() {
  const organization = await givenOrganization()
  await importText(organization, 'day,sales\n2026-01-15,500\n')
  const found = await queuedReplacement(organization)
  const ended = new RunImport().execute(takenUp(found))
  while ((await rowsRead(organization.id, found.runId!)) === 0) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { organization, ended }
}

test.group('Replacing the rows of a source', () => {
  test('shows its progress, and nothing of its rows, before it ends', async ({ assert }) => {
    const { organization, ended } = await givenReplacementUnderWay()
    const meanwhile = await totalOf(organization, 'shop:sales')
    const outcome = await ended

    assert.equal(meanwhile, 500)
    assert.containsSubset(outcome, { read: ROWS, written: ROWS, rejected: 0 })
    assert.equal(await totalOf(organization, 'shop:sales'), ROWS)
  })

  test('keeps nobody of the organization waiting while it reads', async ({ assert }) => {
    const { organization, ended } = await givenReplacementUnderWay()

    const bumped = await withTenant(organization.id, (tenant) =>
      tenant.query('UPDATE organizations SET data_version = data_version + 1 WHERE id = $1', [
        organization.id,
      ])
    )

    assert.equal(bumped.rowCount, 1)
    assert.containsSubset(await ended, { written: ROWS })
  })
})
