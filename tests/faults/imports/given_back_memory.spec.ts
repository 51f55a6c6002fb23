import { test } from '@japa/runner'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { newId, withTenant } from '#foundation'
import { queueFileImport } from '#imports'
import Import from '#imports/models/import'
import type { Organization } from '#organizations'
import { givenFile } from '#tests/support/files'
import { storedFile } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'
import { kill, startWorkerProcess, until } from '#tests/support/worker_processes'

const BUILD_MODULE = '../../../bin/launch/server_build.mjs'
const ROWS = 120_000
/** What a worker may hold on to of a file whose rows have a text each. */
const KEPT_MEGABYTES = 48

let worker: ChildProcess

/** Every row with a remark of its own, which is a dimension because somebody says so. */
function remarks(rows: number) {
  const lines = Array.from(
    { length: rows },
    (_, row) =>
      `2026-01-${String(1 + (row % 28)).padStart(2, '0')},Product ${row % 3_000},remark ${row} about what was sold,${row % 90}`
  )
  return ['day,product,remark,sales', ...lines, ''].join('\n')
}

async function imported(organization: Organization, rows: number) {
  const path = await givenFile('remarks.csv', remarks(rows))
  const { id } = await queueFileImport({
    organization,
    file: await storedFile(path, 'remarks.csv'),
    sourceName: `remarks ${rows}`,
    request: { columns: { remark: 'dimension' } },
    requestedBy: null,
    correlationId: newId(),
  })
  const hasEnded = async () => {
    const found = await withTenant(organization.id, () =>
      Import.of(organization).where('id', id).firstOrFail()
    )
    return found.state === 'finished'
  }
  await until(hasEnded, 'the import has ended', 240)
}

function residentMegabytes() {
  const status = readFileSync(`/proc/${worker.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
}

test.group('A worker that imported a large file', (group) => {
  group.tap((each) => each.skip(process.platform !== 'linux', 'Reads the worker from /proc'))
  group.each.teardown(() => kill(worker))

  test('gives the memory back', async ({ assert }) => {
    const { FRUGAL } = await import(BUILD_MODULE)
    worker = startWorkerProcess({}, FRUGAL)
    const organization = await givenOrganization()
    await imported(organization, 1_000)
    const before = residentMegabytes()

    await imported(organization, ROWS)

    const isGivenBack = async () => residentMegabytes() < before + KEPT_MEGABYTES
    await until(isGivenBack, `less than ${Math.round(before + KEPT_MEGABYTES)} MB are held`, 30)
    assert.isTrue(await isGivenBack())
  }).timeout(330_000)
})
