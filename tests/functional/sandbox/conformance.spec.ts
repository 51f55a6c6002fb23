import { test } from '@japa/runner'
import { pluginRegistry } from '#plugin_host'
import { loadVendorSandboxes, testPlugin } from '#sandbox'
import { replayCases } from '#sandbox/conformance/cases/index'
import { tryCase } from '#sandbox/conformance/conformance'
import { withRig, type Rig } from '#sandbox/conformance/rig'

const NOW = new Date('2026-11-20T09:00:00Z')

/** Whoever has a stand-in and a connection to try: no list to keep. */
const vendors = await loadVendorSandboxes()
const REPLAYED = vendors
  .filter(({ connections }) => connections.some(({ broken }) => !broken))
  .map(({ plugin }) => plugin)

test.group('Bundled plugins keep the contract', () => {
  test('level 0: what lies in their folders', async ({ assert }) => {
    const registry = await pluginRegistry()
    const verdicts = await Promise.all(
      registry.all().map(({ id }) => testPlugin({ pluginId: id, level: 0, now: NOW }))
    )
    const broken = verdicts.flat().filter(({ status }) => status !== 'passed')
    assert.deepEqual(broken, [])
  })
})

for (const pluginId of REPLAYED) {
  test.group(`Level 1 of ${pluginId}`, (group) => {
    let rig: Rig
    group.setup(async () => {
      const done = Promise.withResolvers<void>()
      const ready = Promise.withResolvers<Rig>()
      const closed = withRig({ pluginId, now: NOW }, async (opened) => {
        ready.resolve(opened)
        await done.promise
      })
      closed.catch(ready.reject)
      rig = await ready.promise
      return async () => {
        done.resolve()
        await closed
      }
    })

    test('{title}')
      .with(replayCases)
      .run(async ({ assert }, replayCase) => {
        const outcome = await tryCase(replayCase, rig)
        assert.notEqual(outcome.status, 'failed', 'reason' in outcome ? outcome.reason : undefined)
      })
  })
}

test.group('What the kit covers', () => {
  test('every bundled plugin that calls a vendor is replayed', async ({ assert }) => {
    const registry = await pluginRegistry()
    const callers = registry
      .connectors()
      .filter(({ definition }) => definition.kind === 'api')
      .map(({ pluginId }) => pluginId)
    assert.sameMembers(REPLAYED, callers)
  })
})
