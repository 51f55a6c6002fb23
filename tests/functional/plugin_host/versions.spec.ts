import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { currentTenant, newId } from '#foundation'
import { manifestOfVersion } from '#plugin_host'
import { PinPlugin } from '#plugin_host/actions/pin_plugin'
import { RemovePlugin } from '#plugin_host/actions/remove_plugin'
import { RequestUpgrade } from '#plugin_host/actions/request_upgrade'
import { RollBackPlugin } from '#plugin_host/actions/roll_back_plugin'
import { SavePluginSettings } from '#plugin_host/actions/save_plugin_settings'
import { VersionedPlugin } from '#tests/support/plugin_versions'
import { shopManifest } from '#tests/support/shop_manifest'

const SETTINGS = (names: string[], required: string[] = []) => ({
  settings: {
    type: 'object' as const,
    required,
    properties: Object.fromEntries(
      names.map((name) => [name, { type: 'string' as const, title: name }])
    ),
  },
})

/** Another field names the rows: what is stored would stand beside what comes. */
function otherKey() {
  const { shop } = shopManifest().connectors
  const { orders } = shop.streams
  return { connectors: { shop: { ...shop, streams: { orders: { ...orders, key: 'number' } } } } }
}

test.group('Versions of a plugin', (group) => {
  let plugin: VersionedPlugin
  group.each.setup(async () => {
    plugin = new VersionedPlugin()
    await plugin.release('1.0.0')
    return () => plugin.restore()
  })

  test('stand side by side: one organization keeps one, another gets the next', async ({
    assert,
  }) => {
    const [keeper, follower] = [await plugin.installedIn(), await plugin.installedIn()]
    await plugin.in(keeper, (each) => new PinPlugin().execute(each, true))
    await plugin.release('1.1.0', { title: 'Acme, renewed' })
    assert.equal(await plugin.runningIn(follower), '1.0.0')

    await Promise.all([keeper, follower].map((each) => plugin.watch(each)))
    await Promise.all([keeper, follower].map((each) => plugin.carryOut(each)))

    assert.equal(await plugin.runningIn(keeper), '1.0.0')
    assert.equal(await plugin.runningIn(follower), '1.1.0')
    assert.deepEqual(await plugin.upgradesIn(keeper), [])
    const [upgrade] = await plugin.upgradesIn(follower)
    assert.equal(upgrade.state, 'soaking')
    const begun = await plugin.in(follower, () => manifestOfVersion(plugin.id, '1.0.0'))
    assert.equal(begun?.title, 'Acme')
  })

  test('that need a new permission or are a major wait, and the one before runs', async ({
    assert,
  }) => {
    const organization = await plugin.installedIn()
    const scopes = [...shopManifest().scopes, { id: 'metrics:write', why: 'Adds orders.' }]
    await plugin.release('1.1.0', { scopes })
    await plugin.watch(organization)
    await plugin.carryOut(organization)

    const [held] = await plugin.upgradesIn(organization)
    assert.equal(held.state, 'held')
    assert.match(held.reason!, /^Version 1\.1\.0 needs metrics:write, which was not granted/)
    assert.equal(await plugin.runningIn(organization), '1.0.0')
    const agree = (scope: string) =>
      plugin.in(organization, (each) => new RequestUpgrade().execute(each, { scopes: [scope] }))
    await assert.rejects(() => agree('records:pii'), /needs metrics:write/)

    await plugin.release('2.0.0', { scopes })
    await plugin.watch(organization)
    await agree('metrics:write')
    await plugin.carryOut(organization)
    assert.equal(await plugin.runningIn(organization), '2.0.0')
    const states = await plugin.upgradesIn(organization)
    assert.deepEqual(
      states.map(({ toVersion, state }) => [toVersion, state]),
      [
        ['2.0.0', 'soaking'],
        ['2.0.0', 'replaced'],
        ['1.1.0', 'replaced'],
      ]
    )
  })

  test('arrive whole although the process ends after any step', async ({ assert }) => {
    const organization = await plugin.installedIn()
    const source = await plugin.sourceIn(organization, 'orders')
    await plugin.release('2.0.0', otherKey())
    await plugin.in(organization, (each) => new RequestUpgrade().execute(each, {}))
    const seen: string[] = []
    for (let tries = 0; tries < 10 && seen.at(-1) !== 'soak'; tries++) {
      const end = () => {
        throw new Error('killed')
      }
      await plugin.carryOut(organization, { between: end }).catch(() => undefined)
      const [{ step }] = await plugin.upgradesIn(organization)
      const isMoved = step === 'soak'
      seen.push(step)
      assert.equal(await plugin.runningIn(organization), isMoved ? '2.0.0' : '1.0.0')
      assert.equal(await stateRows(source), isMoved ? 0 : 1)
    }
    assert.deepEqual(seen, ['consent', 'settings', 'move', 'soak'])

    async function stateRows(id: string) {
      return plugin.in(organization, async () => {
        const { rowCount } = await currentTenant().query(
          'SELECT 1 FROM stream_states WHERE organization_id = $1 AND connection_id = $2',
          [organization.id, id]
        )
        return rowCount
      })
    }
  })

  test('whose rows mean something else wait for the sync that is under way', async ({ assert }) => {
    const organization = await plugin.installedIn()
    const source = await plugin.sourceIn(organization, 'orders')
    const run = await givenRun(source, 'running')
    await plugin.release('2.0.0', otherKey())
    await plugin.in(organization, (each) => new RequestUpgrade().execute(each, {}))
    await plugin.carryOut(organization)

    const [waiting] = await plugin.upgradesIn(organization)
    assert.equal(waiting.reason, 'Waits until the running sync has finished.')
    assert.equal(await plugin.runningIn(organization), '1.0.0')

    await plugin.in(organization, () =>
      currentTenant().query(
        `UPDATE sync_runs SET status = 'succeeded' WHERE organization_id = $1 AND id = $2`,
        [organization.id, run]
      )
    )
    await plugin.carryOut(organization, { now: waiting.dueAt })
    assert.equal(await plugin.runningIn(organization), '2.0.0')

    async function givenRun(connectionId: string, status: string) {
      const id = newId()
      await plugin.in(organization, () => insertRun({ id, connectionId, status }))
      return id
    }
  })

  test('under which syncs begin to fail are rolled back, and do not come again by themselves', async ({
    assert,
  }) => {
    const organization = await plugin.installedIn()
    await plugin.release('1.1.0', SETTINGS(['region']))
    await plugin.watch(organization)
    await plugin.carryOut(organization)
    const later = DateTime.utc().plus({ hours: 1 })
    await plugin.in(organization, async () => {
      for (const name of ['one', 'two', 'three']) {
        const connectionId = await plugin.sourceIn(organization, name)
        await insertRun({ id: newId(), connectionId, status: 'failed' })
      }
    })
    await plugin.carryOut(organization, { now: later })

    assert.equal(await plugin.runningIn(organization), '1.0.0')
    const [back, upgrade] = await plugin.upgradesIn(organization)
    assert.deepEqual([back.kind, back.state], ['roll_back', 'done'])
    assert.equal(upgrade.state, 'rolled_back')
    assert.match(upgrade.reason!, /^3 of 3 syncs failed with version 1\.1\.0/)
    await plugin.watch(organization, later)
    assert.lengthOf(await plugin.upgradesIn(organization), 2)

    await plugin.release('1.1.1')
    await plugin.watch(organization, later)
    assert.lengthOf(await plugin.upgradesIn(organization), 3)
  })

  test('ask for the settings they need, and give those before back', async ({ assert }) => {
    await plugin.release('1.0.1', SETTINGS(['region']))
    const organization = await plugin.installedIn()
    await plugin.in(organization, (each) =>
      new SavePluginSettings().execute(each, { region: 'eu' })
    )
    await plugin.release('1.1.0', SETTINGS(['country'], ['country']))
    await plugin.watch(organization)
    await plugin.carryOut(organization)
    const [held] = await plugin.upgradesIn(organization)
    assert.equal(held.reason, 'Version 1.1.0 needs other settings. country is missing.')

    const settings = { country: 'NL' }
    await plugin.in(organization, (each) => new RequestUpgrade().execute(each, { settings }))
    await plugin.carryOut(organization)
    const upgraded = await plugin.installOf(organization)
    assert.deepEqual([upgraded!.version, upgraded!.settings], ['1.1.0', settings])

    await plugin.in(organization, (each) => new RollBackPlugin().execute(each))
    await plugin.carryOut(organization)
    const back = await plugin.installOf(organization)
    assert.deepEqual([back!.version, back!.settings], ['1.0.1', { region: 'eu' }])
    await assert.rejects(
      () => plugin.in(organization, (each) => new RollBackPlugin().execute(each)),
      /There is no version to go back to/
    )
  })

  test('are uninstalled with days to undo it, and purged with their sources after', async ({
    assert,
  }) => {
    const organization = await plugin.installedIn()
    const other = await plugin.installedIn()
    const source = await plugin.sourceIn(organization, 'orders')
    const kept = await plugin.sourceIn(other, 'orders')
    const remove = () =>
      plugin.in(organization, (each) => new RemovePlugin().execute(each, 'purge'))
    await remove()
    await plugin.in(organization, (each) => new RemovePlugin().undo(each))
    assert.equal((await plugin.installOf(organization))!.state, 'enabled')

    await remove()
    await plugin.watch(organization)
    assert.equal((await plugin.installOf(organization))!.state, 'uninstalling')
    await plugin.watch(organization, DateTime.utc().plus({ days: 8 }))
    assert.isNull(await plugin.installOf(organization))
    assert.equal(await sourceState(organization, source), 'removed')
    assert.equal(await sourceState(other, kept), 'connected')
  })

  function sourceState(organization: Parameters<typeof plugin.runningIn>[0], id: string) {
    return plugin.in(organization, async () => {
      const { rows } = await currentTenant().query<{ state: string }>(
        'SELECT state FROM connections WHERE organization_id = $1 AND id = $2',
        [organization.id, id]
      )
      return rows[0].state
    })
  }
})

interface Run {
  id: string
  connectionId: string
  status: string
}

const insertRun = ({ id, connectionId, status }: Run) =>
  currentTenant().query(
    `INSERT INTO sync_runs (organization_id, id, connection_id, kind, status, error_kind, correlation_id, queued_at, started_at, finished_at)
     VALUES ($1, $2::uuid, $3, 'manual', $4::text, $5, $2::uuid::text, now(), clock_timestamp(), CASE WHEN $4::text <> 'running' THEN clock_timestamp() END)`,
    [
      ...[currentTenant().organizationId, id, connectionId, status],
      status === 'failed' ? 'permanent' : null,
    ]
  )
