import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { enqueueUpgrade, openUpgrade } from '../actions/request_upgrade.js'
import { endRemoval } from '../actions/remove_plugin.js'
import PluginInstall from '../models/plugin_install.js'
import PluginUpgrade from '../models/plugin_upgrade.js'
import { newestVersions } from '../registry/releases.js'
import { reaches } from './version_numbers.js'

/**
 * One round over all organizations: opens an upgrade for every install that a newer version is there for, wakes upgrades that
 * are due, and ends removals whose time has come. One organization that fails keeps no other waiting. `only` looks
 * after some of them.
 */
export async function watchVersions(now: DateTime, only?: string[]): Promise<void> {
  const newest = await newestVersions()
  for (const id of only ?? (await everyOrganization())) {
    await withTenant(id, (tenant) => lookAfter(tenant, newest, now)).catch((err: Error) =>
      logger.error({ err, organizationId: id }, 'plugins of an organization could not be looked at')
    )
  }
}

async function everyOrganization(): Promise<string[]> {
  const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
  return rows.map(({ id }) => id)
}

async function lookAfter(tenant: TenantTransaction, newest: Map<string, string>, now: DateTime) {
  const installs = (await PluginInstall.of({ id: tenant.organizationId })) as PluginInstall[]
  for (const install of installs) {
    const version = newest.get(install.pluginId)
    if (install.state === 'uninstalling') {
      await (install.endsAt! <= now ? endRemoval(tenant, install, now) : undefined)
    } else if (version && isNews(install, version)) {
      const opening = { version, requestedBy: null, settings: null, isAgreed: false, now }
      await openUpgrade(tenant, install, opening)
    }
  }
  await wakeDue(tenant, now)
}

/** Newer than what runs, wanted or was refused, with nobody who keeps to a version. */
function isNews(install: PluginInstall, version: string): boolean {
  const { state, pinnedVersion, refusedVersion, wantedVersion } = install
  const known = [install.version, wantedVersion, refusedVersion ?? install.version]
  const follows = ['enabled', 'disabled'].includes(state) && pinnedVersion === null
  return follows && known.every((each) => !reaches(each, version))
}

async function wakeDue(tenant: TenantTransaction, now: DateTime) {
  const due = (await PluginUpgrade.of({ id: tenant.organizationId })
    .whereIn('state', ['moving', 'soaking'])
    .where('due_at', '<=', now.toJSDate())) as PluginUpgrade[]
  for (const { pluginId } of due) {
    await enqueueUpgrade(tenant, pluginId)
  }
}
