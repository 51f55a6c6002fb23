import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId, withTenant } from '#foundation'
import { queueFileImport } from '#imports'
import { ask, storedFile } from '#tests/support/imports'
import { exportTotals, writeExport } from '#tests/support/large_export'
import { givenOrganization } from '#tests/support/organizations'
import { kill, QueueClock, startWorkerProcess, until } from '#tests/support/worker_processes'

const ROWS = 200_000

let folder: string
let clock: QueueClock
const workers = new Set<ChildProcess>()

function worker() {
  const started = startWorkerProcess()
  workers.add(started)
  return started
}

async function givenQueuedImport(mode: 'append' | 'replace') {
  const organization = await givenOrganization()
  const path = join(folder, `${mode}.csv`)
  await writeExport(path, ROWS)
  const { id } = await queueFileImport({
    organization,
    file: await storedFile(path, 'export.csv'),
    sourceName: 'export',
    request: { mode },
    requestedBy: null,
    correlationId: newId(),
  })
  const standing = () =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<{ state: string; landed: number; read: number }>(
        `SELECT i.state, i.last_position::int AS landed,
           coalesce((r.progress ->> 'bytesRead')::float8, 0) AS read
         FROM imports i JOIN sync_runs r ON r.organization_id = $1 AND r.id = i.run_id
         WHERE i.organization_id = $1 AND i.id = $2`,
        [organization.id, id]
      )
      return rows[0]
    })
  const landed = async () => {
    const now = await standing()
    return now.landed
  }
  const hasEnded = async () => {
    const { state } = await standing()
    return state === 'finished'
  }
  const isBeingRead = async () => {
    const { read } = await standing()
    return read > 0
  }
  return { organization, landed, hasEnded, isBeingRead }
}

type Queued = Awaited<ReturnType<typeof givenQueuedImport>>

function hasMoved({ landed }: Queued, from: number) {
  return async () => {
    const position = await landed()
    return position > from
  }
}

/** Every row is in the facts once, the answers add up, and the run says so. */
async function assertWhole(assert: Assert, { organization }: Queued) {
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query(
      `SELECT (SELECT count(*)::int FROM facts WHERE organization_id = $1) AS facts,
         records_read::int AS read, records_written::int AS written, status
       FROM sync_runs WHERE organization_id = $1`,
      [organization.id]
    )
  )
  assert.deepEqual(rows, [{ facts: ROWS, read: ROWS, written: ROWS, status: 'succeeded' }])
  const { totals } = await ask(organization, { metrics: ['export:clicks'] })
  assert.deepInclude(totals['export:clicks'], {
    status: 'available',
    value: exportTotals(ROWS).clicks,
  })
}

test.group('Workers that die while they import', (group) => {
  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quarterdeck-'))
    clock = new QueueClock()
    await clock.open()
    return async () => {
      await Promise.all([...workers].map(kill))
      await clock.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
  group.each.teardown(async () => {
    await Promise.all([...workers].map(kill))
  })

  test('an import killed between its chunks goes on behind the last one', async ({ assert }) => {
    const queued = await givenQueuedImport('append')
    let killedAt = 0
    for (let kills = 0; kills < 2; kills++) {
      const doomed = worker()
      await until(hasMoved(queued, killedAt), 'a chunk has landed')
      await kill(doomed)
      killedAt = await queued.landed()
      assert.isBelow(killedAt, ROWS)
      await clock.letTimePass(queued.organization.id)
    }
    worker()

    await until(queued.hasEnded, 'the import has ended')

    await assertWhole(assert, queued)
  })

  test('a replacement that is killed leaves nothing and begins again', async ({ assert }) => {
    const queued = await givenQueuedImport('replace')
    const doomed = worker()
    await until(queued.isBeingRead, 'the file is being read')
    await kill(doomed)
    await clock.letTimePass(queued.organization.id)
    worker()

    await until(queued.hasEnded, 'the import has ended')

    await assertWhole(assert, queued)
  })
})
