import { column } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { TenantModel } from '#foundation'

export type InstallState =
  'installing' | 'consent' | 'enabled' | 'disabled' | 'upgrading' | 'failed' | 'uninstalling'

/** A plugin in one organization: which version, which permissions, which settings. */
export default class PluginInstall extends TenantModel {
  static table = 'plugin_installs'

  @column()
  declare pluginId: string

  /** The version that is in use. */
  @column()
  declare version: string

  @column()
  declare wantedVersion: string

  @column()
  declare state: InstallState

  /** Why it is in this state, for the person. */
  @column()
  declare reason: string | null

  @column()
  declare settings: Record<string, unknown>

  @column()
  declare grantedScopes: string[]

  /** A person wants this version and no other. */
  @column()
  declare pinnedVersion: string | null

  /** A version that was rolled back; only a newer one comes by itself. */
  @column()
  declare refusedVersion: string | null

  /** What becomes of its sources and their numbers when the removal takes effect at `endsAt`. */
  @column()
  declare removal: 'keep' | 'purge' | null

  /** The state to go back to where the removal is undone. */
  @column()
  declare removedFrom: InstallState | null

  @column.dateTime()
  declare endsAt: DateTime | null

  @column()
  declare installedBy: string | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
