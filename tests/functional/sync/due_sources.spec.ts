import { test } from '@japa/runner'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import ClaimDueSyncs from '#sync/actions/claim_due_syncs'
import { givenScriptedSource, type ScriptedSource } from '#tests/support/syncs'

const NOW = new Date('2026-03-10T10:00:00Z')

/** Due since an hour before, so that the poisoned one of two is claimed first. */
async function givenDueSource(hour: string, pluginId = 'test/source') {
  const source = await givenScriptedSource()
  await source.query('UPDATE connections SET plugin_id = $1', [pluginId])
  await source.query('INSERT INTO sync_schedule VALUES ($1, $2, $3)', [
    source.organizationId,
    source.connectionId,
    `2020-03-10T${hour}:00:00Z`,
  ])
  return source
}

/** A plugin that breaks whoever asks about it. */
class PoisonedRegistry extends PluginRegistry {
  override traitsOf(pluginId: string) {
    if (pluginId === 'test/poison') {
      throw new TypeError('The manifest of test/poison is not what anybody expected.')
    }
    return null
  }
}

const runsOf = async (source: ScriptedSource) => {
  const { rows } = await source.query('SELECT kind FROM sync_runs')
  return rows.length
}

test.group('A due source that cannot be claimed', () => {
  test('holds up no other one, and waits for a later round', async ({ assert, cleanup }) => {
    const poisoned = await givenDueSource('08', 'test/poison')
    const healthy = await givenDueSource('09')
    cleanup(useRegistry(new PoisonedRegistry([])))

    await new ClaimDueSyncs().execute(NOW)

    assert.deepEqual([await runsOf(poisoned), await runsOf(healthy)], [0, 1])
    const { rows } = await poisoned.query(
      'SELECT next_sync_at AS at FROM sync_schedule WHERE connection_id = $1',
      [poisoned.connectionId]
    )
    assert.deepEqual(rows, [{ at: new Date('2026-03-10T10:15:00Z') }])
  })
})
