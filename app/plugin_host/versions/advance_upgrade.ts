import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import PluginInstall from '../models/plugin_install.js'
import PluginUpgrade, { OPEN_STATES, UPGRADE_STEPS } from '../models/plugin_upgrade.js'
import { releaseOf } from '../registry/releases.js'
import type { Moving, Outcome } from './moving.js'
import { STEPS } from './steps.js'

/** How often a version that is new to an organization is looked at. */
const WATCH_MINUTES = 5

/** Takes the open upgrade of an install one step further. Answers whether there is another step to take now. */
export async function advanceUpgrade(
  tenant: TenantTransaction,
  pluginId: string,
  now: DateTime
): Promise<boolean> {
  const moving = await openUpgrade(tenant, pluginId, now)
  if (!moving || moving.upgrade.state === 'held' || moving.upgrade.dueAt > now) {
    return false
  }
  const outcome = await STEPS[moving.upgrade.step](moving)
  await SETTLE[outcome.then](moving, outcome)
  await moving.upgrade.save()
  return outcome.then === 'next' || outcome.then === 'return'
}

/** Held for the length of the transaction: two workers, or a worker and a person, take turns. */
async function openUpgrade(
  tenant: TenantTransaction,
  pluginId: string,
  now: DateTime
): Promise<Moving | null> {
  const organization = { id: tenant.organizationId }
  const install = (await PluginInstall.of(organization)
    .where('plugin_id', pluginId)
    .forUpdate()
    .first()) as PluginInstall | null
  const upgrade = (await PluginUpgrade.of(organization)
    .where('plugin_id', pluginId)
    .whereIn('state', OPEN_STATES)
    .first()) as PluginUpgrade | null
  if (!install || !upgrade) {
    return null
  }
  const before = await releaseOf(pluginId, upgrade.fromVersion)
  const after = await releaseOf(pluginId, upgrade.toVersion)
  return { tenant, now, upgrade, install, before: before?.manifest ?? null, after }
}

type Settle = (moving: Moving, outcome: Outcome) => Promise<unknown> | void

const SETTLE: Record<Outcome['then'], Settle> = {
  next({ upgrade, now }) {
    const step = UPGRADE_STEPS[UPGRADE_STEPS.indexOf(upgrade.step) + 1]
    const state = step === 'soak' ? ('soaking' as const) : upgrade.state
    upgrade.merge({ step, state, reason: null, dueAt: now })
  },
  watch({ upgrade, now }) {
    upgrade.merge({ dueAt: now.plus({ minutes: WATCH_MINUTES }) })
  },
  done({ upgrade, now }) {
    upgrade.merge({ state: 'done', reason: null, settledAt: now })
  },
  hold({ upgrade }, outcome) {
    upgrade.merge({ state: 'held', reason: reasonOf(outcome) })
  },
  fail({ upgrade, install, now }, outcome) {
    upgrade.merge({ state: 'failed', reason: reasonOf(outcome), settledAt: now })
    return install
      .merge({ wantedVersion: install.version, refusedVersion: upgrade.toVersion })
      .save()
  },
  async return({ upgrade, install, now }, outcome) {
    const reason = reasonOf(outcome)
    await upgrade.merge({ state: 'rolled_back', reason, settledAt: now }).save()
    await rollBackFrom(upgrade, install, { now, reason, requestedBy: null })
  },
}

const reasonOf = (outcome: Outcome) => ('reason' in outcome ? outcome.reason : null)

interface Return {
  now: DateTime
  reason: string | null
  requestedBy: string | null
}

/** Opens the way back from an upgrade, with the settings that were there before it. */
export async function rollBackFrom(
  upgrade: PluginUpgrade,
  install: PluginInstall,
  { now, reason, requestedBy }: Return
): Promise<PluginUpgrade> {
  const { organizationId, pluginId, fromVersion, toVersion, settingsBefore } = upgrade
  await install.merge({ refusedVersion: toVersion, wantedVersion: fromVersion }).save()
  return PluginUpgrade.createIn(
    { id: organizationId },
    {
      ...{ pluginId, kind: 'roll_back', fromVersion: toVersion, toVersion: fromVersion },
      ...{ step: 'check', state: 'moving', reason, requestedBy, dueAt: now },
      ...{ settingsBefore: install.settings, settingsAfter: settingsBefore, isAgreed: true },
    }
  )
}
