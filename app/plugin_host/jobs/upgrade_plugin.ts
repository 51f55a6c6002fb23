import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { carryOutUpgrade, UPGRADE_QUEUE } from '../versions/carry_out_upgrade.js'

/** Brings one install to the version that is wanted. */
export const upgradePluginJob = defineJob<{ organizationId: string; pluginId: string }>({
  ...UPGRADE_QUEUE,
  queueClass: 'plugin',
  waiting: 'onePerKey',
  groupConcurrency: 1,
  async run(job) {
    await carryOutUpgrade({
      ...job.payload,
      now: () => DateTime.utc(),
      finish: (tenant) => job.completeIn(tenant),
    })
  },
})
