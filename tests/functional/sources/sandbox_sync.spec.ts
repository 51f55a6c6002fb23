import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { requestSync } from '#sync'
import RunSync from '#sync/actions/run_sync'
import { openSession } from '#sync/engine/open_session'
import { startEmulator, type RunningEmulator } from '#sandbox'
import { givenOrganization } from '#tests/support/organizations'
import { factsOf, givenSandboxSource } from '#tests/support/emulated_sources'

const NOW = new Date('2026-11-20T09:00:00Z')
let emulator: RunningEmulator

async function syncOf(vendor: 'googleAds' | 'stripe', backfillFrom = '2026-11-10') {
  const organization = await givenOrganization()
  const namespace = newId()
  const connection = await givenSandboxSource(organization, vendor, { namespace, backfillFrom })
  const sync = async () => {
    const { id } = await withTenant(organization.id, (tenant) =>
      requestSync(tenant, {
        connectionId: connection.id,
        kind: 'manual',
        requestedBy: null,
        now: NOW,
      })
    )
    await new RunSync({ openSession, now: () => NOW }).execute({
      id,
      payload: { organizationId: organization.id, runId: id },
      retryCount: 0,
      signal: new AbortController().signal,
      stopping: new AbortController().signal,
      completeIn: async () => {},
    })
    return read('SELECT * FROM sync_runs WHERE id = $1', [id]).then(([run]) => run)
  }
  const read = (text: string, values: unknown[] = []) =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<Record<string, any>>(text, values)
      return rows
    })
  return { organization, namespace, sync, read }
}

test.group('Sources of the sandbox', (group) => {
  group.setup(async () => {
    emulator = await startEmulator({ now: NOW })
    process.env.SANDBOX_URL = emulator.url
    return async () => {
      await emulator.stop()
      delete process.env.SANDBOX_URL
    }
  })

  test('{$self} lands whole and matches the vendor’s own totals')
    .with(['googleAds', 'stripe'] as const)
    .run(async ({ assert }, vendor) => {
      const source = await syncOf(vendor)

      const run = await source.sync()

      assert.deepInclude(run, { status: 'succeeded', error_message: null })
      const compared = await source.read(
        "SELECT DISTINCT status FROM reconciliations WHERE status <> 'unavailable'"
      )
      assert.deepEqual(compared, [{ status: 'matched' }])
    })

  test('{$self}: a second sync changes nothing')
    .with(['googleAds', 'stripe'] as const)
    .run(async ({ assert }, vendor) => {
      const source = await syncOf(vendor)
      await source.sync()
      const before = await factsOf(source.organization.id)

      const second = await source.sync()

      assert.deepInclude(second, { records_written: '0', records_restated: '0' })
      assert.deepEqual(await factsOf(source.organization.id), before)
    })
})
