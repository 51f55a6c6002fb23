import { column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { TenantModel } from '#foundation'

/** In this order; each is done in a transaction of its own, which also writes down the next one. */
export const UPGRADE_STEPS = ['check', 'consent', 'settings', 'move', 'soak'] as const
export type UpgradeStep = (typeof UPGRADE_STEPS)[number]

/** `held` waits for a person; `soaking` runs with the new version and is watched. */
export type UpgradeState =
  'moving' | 'held' | 'soaking' | 'done' | 'rolled_back' | 'failed' | 'replaced'

export const OPEN_STATES: UpgradeState[] = ['moving', 'held', 'soaking']

/** The way of one install from one version to another. */
export default class PluginUpgrade extends TenantModel {
  static table = 'plugin_upgrades'

  @column()
  declare pluginId: string

  @column()
  declare kind: 'upgrade' | 'roll_back'

  @column()
  declare fromVersion: string

  @column()
  declare toVersion: string

  /** What is done next. */
  @column()
  declare step: UpgradeStep

  @column()
  declare state: UpgradeState

  /** Why it is in this state, for the person. */
  @column()
  declare reason: string | null

  @column()
  declare settingsBefore: Record<string, unknown>

  @column({ prepare: (value: unknown) => (value ? JSON.stringify(value) : null) })
  declare settingsAfter: Record<string, unknown> | null

  /** Somebody saw what changes and agreed to it. */
  @column()
  declare isAgreed: boolean

  @column()
  declare requestedBy: string | null

  /** When the next step may be tried. */
  @column.dateTime()
  declare dueAt: DateTime

  @column.dateTime()
  declare movedAt: DateTime | null

  @column.dateTime()
  declare settledAt: DateTime | null
}
