import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { Plugin } from '#kit'
import type PluginInstall from '../models/plugin_install.js'
import type PluginUpgrade from '../models/plugin_upgrade.js'
import type { LoadedPlugin } from '../registry/load_plugins.js'

/** An install on its way from one version to another. */
export interface Moving {
  tenant: TenantTransaction
  now: DateTime
  upgrade: PluginUpgrade
  install: PluginInstall
  /** Null where the version before is not on record. */
  before: Plugin | null
  after: LoadedPlugin | undefined
}

/** `hold` waits for a person; `watch` looks again later; `return` goes back to the version before. */
export type Outcome =
  { then: 'next' | 'watch' | 'done' } | { then: 'hold' | 'fail' | 'return'; reason: string }
