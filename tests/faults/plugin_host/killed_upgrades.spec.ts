import type { ChildProcess } from 'node:child_process'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { RequestUpgrade } from '#plugin_host/actions/request_upgrade'
import { RollBackPlugin } from '#plugin_host/actions/roll_back_plugin'
import { VersionedPlugin } from '#tests/support/plugin_versions'
import {
  isGone,
  kill,
  QueueClock,
  startWorkerProcess,
  until,
} from '#tests/support/worker_processes'

test.group('Workers that die over a new version of a plugin', (group) => {
  const workers = new Set<ChildProcess>()
  const clock = new QueueClock()
  const plugin = new VersionedPlugin()

  group.setup(async () => {
    await clock.open()
    return async () => {
      await Promise.all([...workers].map(kill))
      await clock.close()
      plugin.restore()
    }
  })

  function worker(environment: Record<string, string> = {}) {
    const started = startWorkerProcess(environment)
    workers.add(started)
    return started
  }

  test('leave the version before or the new one whole, on the way there and back', async ({
    assert,
  }) => {
    await db.rawQuery(`DELETE FROM pgboss.job WHERE name = 'plugins.upgrade'`)
    await plugin.release('1.0.0')
    const organization = await plugin.installedIn()
    await plugin.release('1.1.0')

    await plugin.in(organization, (each) => new RequestUpgrade().execute(each, {}))
    const there = await deaths(['1', '1', '1', '1'])
    assert.deepEqual(there, [
      'upgrade consent 1.0.0',
      'upgrade settings 1.0.0',
      'upgrade move 1.0.0',
      'upgrade soak 1.1.0',
    ])

    // The way back takes the same steps: the last place at which it can still be lost.
    await plugin.in(organization, (each) => new RollBackPlugin().execute(each))
    assert.deepEqual(await deaths(['3']), ['roll_back move 1.1.0'])

    worker()
    await until(async () => {
      const [back] = await plugin.upgradesIn(organization)
      return back.state === 'done'
    }, 'it is back')
    const install = await plugin.installOf(organization)
    const { version, wantedVersion, refusedVersion, state } = install!
    assert.deepEqual(
      { version, wantedVersion, refusedVersion, state },
      { version: '1.0.0', wantedVersion: '1.0.0', refusedVersion: '1.1.0', state: 'enabled' }
    )
    const upgrades = await plugin.upgradesIn(organization)
    assert.deepEqual(
      upgrades.map((each) => `${each.kind} ${each.state}`),
      ['roll_back done', 'upgrade rolled_back']
    )

    /** Workers that each end after so many steps: where the next one begins, and what runs meanwhile. */
    async function deaths(steps: string[]) {
      const seen: string[] = []
      for (const count of steps) {
        const doomed = worker({ QD_FAILPOINT: `between-steps:${count}` })
        await until(async () => isGone(doomed), `a worker dies after ${count} steps`)
        await clock.letTimePass(organization.id)
        const [{ kind, step }] = await plugin.upgradesIn(organization)
        seen.push(`${kind} ${step} ${await plugin.runningIn(organization)}`)
      }
      return seen
    }
  })
})
