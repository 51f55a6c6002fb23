import { recordAudit } from '#audit'
import { announceChange } from '../events/plugin_changed.js'
import type { UpgradeStep } from '../models/plugin_upgrade.js'
import { requiredScopes } from '../queries/plugin_grant.js'
import { forgetTenantPlugins } from '../registry/tenant_plugins.js'
import { checkSettings } from '../settings/check_settings.js'
import { judgeSoak } from './judge_soak.js'
import type { Moving, Outcome } from './moving.js'
import { restartsBetween } from './restarts.js'

type Step = (moving: Moving) => Promise<Outcome>

const NEXT: Outcome = { then: 'next' }

/** What each step does. All of it is undone with its transaction, so that a step that was cut off begins again. */
export const STEPS: Record<UpgradeStep, Step> = {
  async check({ after, upgrade }) {
    const { toVersion } = upgrade
    if (!after) {
      return { then: 'fail', reason: `Version ${toVersion} is not kept by this installation.` }
    }
    return after.manifest ? NEXT : { then: 'fail', reason: `The ${after.reason}.` }
  },

  async consent({ upgrade, install, after }) {
    const { fromVersion, toVersion, isAgreed, kind } = upgrade
    const missing = requiredScopes(after!.manifest!).filter(
      (scope) => !install.grantedScopes.includes(scope)
    )
    if (missing.length > 0) {
      const reason = `Version ${toVersion} needs ${missing.join(' and ')}, which was not granted. Review it to upgrade; until then version ${fromVersion} keeps running.`
      return { then: 'hold', reason }
    }
    const isMajor = fromVersion.split('.')[0] !== toVersion.split('.')[0]
    return isMajor && kind === 'upgrade' && !isAgreed
      ? {
          then: 'hold',
          reason: `Version ${toVersion} changes what is stored or counted. Review it to upgrade; until then version ${fromVersion} keeps running.`,
        }
      : NEXT
  },

  async settings({ upgrade, install, after }) {
    const { toVersion, settingsAfter } = upgrade
    const verdict = checkSettings(after!.manifest!.settings, settingsAfter ?? install.settings)
    if (verdict.status === 'invalid') {
      const sentences = Object.values(verdict.problems).join(' ')
      return { then: 'hold', reason: `Version ${toVersion} needs other settings. ${sentences}` }
    }
    upgrade.merge({ settingsAfter: verdict.values })
    return NEXT
  },

  async move({ tenant, now, upgrade, install, before, after }) {
    const { toVersion, fromVersion, pluginId, kind, requestedBy } = upgrade
    await install
      .merge({
        ...{ version: toVersion, wantedVersion: toVersion, reason: null },
        settings: upgrade.settingsAfter ?? install.settings,
      })
      .save()
    forgetTenantPlugins(tenant)
    const restarts = restartsBetween(before, after!.manifest!)
    const isEnabled = install.state === 'enabled'
    await announceChange(tenant, { kind: 'moved', pluginId, restarts, isEnabled, now })
    upgrade.merge({ movedAt: now })
    await recordAudit(tenant, {
      actorId: requestedBy,
      action: kind === 'upgrade' ? 'plugin.upgraded' : 'plugin.rolled_back',
      subject: `plugin:${pluginId}`,
      detail: { from: fromVersion, to: toVersion },
      at: now.toJSDate(),
    })
    return kind === 'upgrade' ? NEXT : { then: 'done' }
  },

  soak: ({ tenant, now, upgrade }) => judgeSoak(tenant, upgrade, now),
}
