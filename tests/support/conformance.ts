import { existsSync } from 'node:fs'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { pluginRegistry, traitsOf } from '#plugin_host'
import { testPlugin } from '#sandbox'
import { ledgerCases, replayCases } from '#sandbox/conformance/cases/index'
import { tryCase } from '#sandbox/conformance/conformance'
import { canBeReplayed, withRig, type Rig } from '#sandbox/conformance/rig'

const NOW = new Date('2026-11-20T09:00:00Z')

/** Levels 0 to 2 of one bundled plugin. The spec of each is written by app/sandbox/codegen/index_conformance.ts. */
export function conformanceOf(folder: string) {
  test.group(`Level 0 of plugins/${folder}`, () => {
    test('the folder is complete, and a vendor that is called can be tried', async ({ assert }) => {
      const { id, calls } = await load(folder)
      const verdicts = await testPlugin({ pluginId: id, level: 0, now: NOW })
      const broken = verdicts.filter(({ status }) => status !== 'passed')
      assert.deepEqual(
        { broken, isReplayed: await canBeReplayed(id) },
        { broken: [], isReplayed: calls }
      )
    })
  })
  if (existsSync(app.makePath('plugins', folder, 'sandbox'))) {
    replay(folder)
  }
}

function replay(folder: string) {
  test.group(`Levels 1 and 2 of plugins/${folder}`, (group) => {
    let rig: Rig
    group.setup(async () => {
      const { id } = await load(folder)
      const opened = await openRig(id)
      rig = opened.rig
      return opened.close
    })

    test('{title}')
      .with([...replayCases, ...ledgerCases])
      .run(async ({ assert }, replayCase) => {
        const outcome = await tryCase(replayCase, rig)
        assert.notEqual(outcome.status, 'failed', 'reason' in outcome ? outcome.reason : undefined)
      })
  })
}

async function load(folder: string) {
  const { default: manifest } = await import(`../../plugins/${folder}/plugin.js`)
  const { id }: { id: string } = manifest
  const registry = await pluginRegistry()
  const own = registry.connectors().filter(({ pluginId }) => pluginId === id)
  const traits = own.map(({ definition }) => traitsOf(definition))
  const calls = traits.some((each) => each.arrival !== 'uploaded' && !each.areStreamsChosen)
  return { id, calls }
}

/** One organization and one emulator for all cases; each of them connects anew. */
async function openRig(pluginId: string) {
  const done = Promise.withResolvers<void>()
  const ready = Promise.withResolvers<Rig>()
  const closed = withRig({ pluginId, now: NOW }, async (opened) => {
    ready.resolve(opened)
    await done.promise
  })
  closed.catch(ready.reject)
  const close = async () => {
    done.resolve()
    await closed
  }
  return { rig: await ready.promise, close }
}
