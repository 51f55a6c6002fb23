import { BaseEvent } from '@adonisjs/core/events'
import emitter from '@adonisjs/core/services/emitter'
import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'

/** Another version runs from here on. */
export interface PluginMove {
  kind: 'moved'
  pluginId: string
  /** By connector, the streams whose rows mean something else from here on: they are read anew. */
  restarts: Map<string, string[]>
  isEnabled: boolean
  now: DateTime
}

/** It is gone, and everything that came with it has to go. */
export interface PluginPurge {
  kind: 'purged'
  pluginId: string
  now: DateTime
}

/**
 * What became of a plugin in an organization. Part of the same transaction: a listener that refuses keeps it as it was.
 */
export class PluginChanged extends BaseEvent {
  constructor(
    readonly tenant: TenantTransaction,
    readonly change: PluginMove | PluginPurge
  ) {
    super()
  }
}

export async function announceChange(tenant: TenantTransaction, change: PluginMove | PluginPurge) {
  await emitter.emit(PluginChanged, new PluginChanged(tenant, change))
}
