import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import { runImportJob } from '#imports/jobs/run_import'
import Import from '#imports/models/import'
import type Organization from '#organizations/models/organization'
import { givenFile } from '#tests/support/files'
import { runAce, totalOf } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'

const SHOP = `day,sales\n${'2026-01-01,4\n'.repeat(19)}never,5\n`

const lastImport = (organization: Organization) =>
  withTenant(organization.id, () =>
    Import.of(organization).orderBy('created_at', 'desc').firstOrFail()
  )

/** Ctrl-C as soon as the terminal has handed the file over. */
async function interrupted(organization: Organization, ...args: string[]) {
  const child = spawn(process.execPath, ['ace.js', 'import', ...args], {
    env: process.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.on('data', (chunk) => (told += chunk))
  const isHandedOver = () =>
    withTenant(organization.id, () => Import.of(organization).where('state', 'queued').first())
  while (!(await isHandedOver())) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  return { code, told }
}

test.group('node ace import', (group) => {
  group.tap((each) => each.timeout(60_000))

  test('carries the import out where no worker does, and says which rows were rejected and why', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const path = await givenFile('shop.csv', SHOP)

    const result = await runAce('import', path, `--organization=${organization.slug}`)

    const answer = JSON.parse(result.stdout)
    assert.containsSubset(answer, { rows_read: 20, rows_written: 19, rows_rejected: 1 })
    assert.equal(answer.rejected[0].position, 21)
    assert.match(result.stderr, /^1 row is rejected for “day”; the first is row 21: ./m)
    assert.equal(await totalOf(organization, 'shop:sales'), 76)
  })

  test('is interrupted without an end of the import, and resumes watching it', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const path = await givenFile('shop.csv', SHOP)
    const place = `--organization=${organization.slug}`

    const { code, told } = await interrupted(organization, path, place)
    const { id } = await lastImport(organization)
    await drainQueue(runImportJob)
    const result = await runAce('import', `--resume=${id}`, place)

    assert.equal(code, 130)
    assert.include(told, `--resume=${id} watches it, --stop=${id} stops it.`)
    assert.containsSubset(JSON.parse(result.stdout), { import_id: id, rows_written: 19 })
  })

  test('stops an import that waits', async ({ assert }) => {
    const organization = await givenOrganization()
    const path = await givenFile('shop.csv', SHOP)
    const place = `--organization=${organization.slug}`
    await interrupted(organization, path, place)
    const { id } = await lastImport(organization)

    const result = await runAce('import', `--stop=${id}`, place)

    assert.deepEqual(JSON.parse(result.stdout), { import_id: id, outcome: 'stopped' })
    const { state } = await lastImport(organization)
    assert.equal(state, 'failed')
  })
})
