import type { DateTime } from 'luxon'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { failpoint } from '#shared/failpoint'
import PluginUpgrade from '../models/plugin_upgrade.js'
import { advanceUpgrade } from './advance_upgrade.js'

export const UPGRADE_QUEUE = { name: 'plugins.upgrade' }

/** Until a sync that is under way has ended. */
const WAIT_SECONDS = 30

export interface UpgradeWork {
  organizationId: string
  pluginId: string
  now: () => DateTime
  /** Part of the last transaction. */
  finish: (tenant: TenantTransaction) => Promise<void>
  /** Called between two steps. */
  between?: () => void | Promise<void>
}

/**
 * Takes the open upgrade of an install as far as it goes. Each step is a transaction, so that a process that ends anywhere
 * leaves the version before, or the new one, and whoever comes next goes on with the step that is not done.
 */
export async function carryOutUpgrade(work: UpgradeWork): Promise<void> {
  const between = work.between ?? (() => failpoint('between-steps'))
  while (await stepOrWait(work)) {
    await between()
  }
}

async function stepOrWait(work: UpgradeWork): Promise<boolean> {
  const { organizationId, pluginId, now, finish } = work
  try {
    return await withTenant(organizationId, async (tenant) => {
      const goesOn = await advanceUpgrade(tenant, pluginId, now())
      await (goesOn ? undefined : finish(tenant))
      return goesOn
    })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'E_SOURCE_IS_READ') {
      throw error
    }
    await withTenant(organizationId, async (tenant) => {
      await putOff(tenant, pluginId, now())
      await finish(tenant)
    })
    return false
  }
}

/** Streams that begin anew wait for the sync that is reading them. */
async function putOff(tenant: TenantTransaction, pluginId: string, now: DateTime) {
  await PluginUpgrade.of({ id: tenant.organizationId })
    .where({ plugin_id: pluginId, state: 'moving' })
    .update({
      due_at: now.plus({ seconds: WAIT_SECONDS }).toJSDate(),
      reason: 'Waits until the running sync has finished.',
    })
}
