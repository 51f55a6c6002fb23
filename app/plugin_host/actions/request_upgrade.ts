import { DateTime } from 'luxon'
import { currentTenant, enqueue, Refusal, type TenantTransaction } from '#foundation'
import type { Plugin } from '#kit'
import PluginInstall from '../models/plugin_install.js'
import PluginUpgrade, { OPEN_STATES } from '../models/plugin_upgrade.js'
import { requiredScopes } from '../queries/plugin_grant.js'
import type { LoadedPlugin } from '../registry/load_plugins.js'
import { newestRelease, releaseOf } from '../registry/releases.js'
import { UPGRADE_QUEUE } from '../versions/carry_out_upgrade.js'
import type { Installation } from './install_plugin.js'

/** What a person who saw what changes says to it. */
export interface Agreement {
  /** The newest one where left out. */
  version?: string
  /** Permissions that were shown. Those that the version requires have to be among them or granted already. */
  scopes?: string[]
  /** Values for the settings of the new version. */
  settings?: Record<string, unknown>
}

/** Brings an install to another version; a job does it step by step. Whoever asks agrees to what was shown. */
export class RequestUpgrade {
  async execute(installation: Installation, agreement: Agreement): Promise<PluginUpgrade> {
    const tenant = currentTenant()
    const install = await heldInstall(installation)
    const release = await wantedRelease(install, agreement.version)
    const manifest = release.manifest!
    const grantedScopes = agreedScopes(install, manifest, agreement.scopes ?? [])
    await install.merge({ grantedScopes, refusedVersion: null }).save()
    return openUpgrade(tenant, install, {
      version: release.version,
      requestedBy: installation.actor.id,
      settings: agreement.settings ?? null,
      isAgreed: true,
      now: DateTime.utc(),
    })
  }
}

async function wantedRelease(install: PluginInstall, version?: string): Promise<LoadedPlugin> {
  const release = await (version
    ? releaseOf(install.pluginId, version)
    : newestRelease(install.pluginId))
  if (!release?.manifest || release.version === install.version) {
    const message = `There is no version ${version ?? ''} to upgrade to. Reload the page to see what is there.`
    throw refuse('E_NO_SUCH_VERSION', message)
  }
  return release
}

/** What was granted before, and what of the version was agreed to now. */
function agreedScopes(install: PluginInstall, manifest: Plugin, scopes: string[]): string[] {
  const agreed = manifest.scopes.map(({ id }) => id).filter((id) => scopes.includes(id))
  const granted = [...new Set([...install.grantedScopes, ...agreed])]
  const missing = requiredScopes(manifest).filter((scope) => !granted.includes(scope))
  if (missing.length > 0) {
    const message = `Version ${manifest.version} needs ${missing.join(' and ')}. Grant it to upgrade.`
    throw refuse('E_CONSENT_INCOMPLETE', message)
  }
  return granted
}

export async function heldInstall({
  organization,
  pluginId,
}: Pick<Installation, 'organization' | 'pluginId'>): Promise<PluginInstall> {
  const install = await PluginInstall.of(organization)
    .where('plugin_id', pluginId)
    .forUpdate()
    .firstOrFail()
  return install as PluginInstall
}

export interface Opening {
  version: string
  requestedBy: string | null
  settings: Record<string, unknown> | null
  isAgreed: boolean
  now: DateTime
}

/** Replaces what is held or not begun. While a version is being moved to or watched, another one waits. */
export async function openUpgrade(
  tenant: TenantTransaction,
  install: PluginInstall,
  { version, requestedBy, settings, isAgreed, now }: Opening
): Promise<PluginUpgrade> {
  await closeOpen(install, now)
  await install.merge({ wantedVersion: version }).save()
  const upgrade = await PluginUpgrade.createIn(
    { id: tenant.organizationId },
    {
      ...{ pluginId: install.pluginId, kind: 'upgrade', step: 'check', state: 'moving' },
      ...{ fromVersion: install.version, toVersion: version, requestedBy, isAgreed, dueAt: now },
      ...{ settingsBefore: install.settings, settingsAfter: settings, reason: null },
    }
  )
  await enqueueUpgrade(tenant, install.pluginId)
  return upgrade
}

/** An upgrade that is watched counts as done once the next one begins. */
async function closeOpen({ organizationId, pluginId }: PluginInstall, now: DateTime) {
  const open = (await PluginUpgrade.of({ id: organizationId })
    .where('plugin_id', pluginId)
    .whereIn('state', OPEN_STATES)
    .first()) as PluginUpgrade | null
  const state = open?.state === 'soaking' ? ('done' as const) : ('replaced' as const)
  await open?.merge({ state, settledAt: now }).save()
}

export async function enqueueUpgrade(tenant: TenantTransaction, pluginId: string) {
  const { organizationId } = tenant
  await enqueue(
    UPGRADE_QUEUE,
    { organizationId, pluginId },
    { within: tenant, singletonKey: `${organizationId}:${pluginId}`, group: organizationId }
  )
}

export const refuse = (code: string, message: string) => new Refusal({ code, status: 422, message })
