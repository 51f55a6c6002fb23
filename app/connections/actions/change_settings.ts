import { isDeepStrictEqual } from 'node:util'
import { recordAudit } from '#audit'
import { newId, withTenant, type TenantTransaction } from '#foundation'
import { pluginRegistry, pluginSettings } from '#plugin_host'
import type { Clock, ListedAccount } from '#reading'
import type Connection from '../models/connection.js'
import { holdVendor } from '../queries/accounts_elsewhere.js'
import { provenAccounts } from './prove_access.js'
import { dropOtherAccounts, storeAccounts } from './store_accounts.js'

type Settings = Record<string, unknown>

export interface SettingsRequest {
  /** By name; what is left out stays as it is. */
  settings: Settings
  actor: { id: string | null; ip?: string | null }
  correlationId?: string
  clock?: Clock
  /** What follows for numbers that were read with the old values, in the transaction that stores the new ones. */
  follow(tenant: TenantTransaction, changed: string[]): Promise<void>
}

/** States in which the vendor can be asked; in the others the next sign-in asks it. */
const ASKABLE = new Set<Connection['state']>(['connected', 'paused'])

/**
 * Changes what a connector was told when its source was connected. Opens its own transactions: the vendor is asked between
 * them, so that a token renewed on the way is kept even where the vendor refuses the settings.
 */
export class ChangeSettings {
  /** Answers the names of the settings that are different now. */
  async execute(connection: Connection, request: SettingsRequest): Promise<string[]> {
    const settings = await accepted(connection, request.settings)
    const changed = differences(connection.settings, settings)
    if (changed.length === 0) {
      return changed
    }
    const { correlationId = newId(), clock } = request
    const accounts = ASKABLE.has(connection.state)
      ? await provenAccounts(connection, settings, { correlationId, clock })
      : []
    await withTenant(
      connection.organizationId,
      async (tenant) => {
        await holdVendor(tenant, connection)
        await store(tenant, connection, settings)
        await request.follow(tenant, changed)
        await takeOver(tenant, connection, accounts)
        await note(tenant, connection, { ...request, changed })
      },
      { statementTimeoutMs: STORING_TIMEOUT_MS }
    )
    return changed
  }
}

/** Numbers that are read again are removed first, which takes longer than a request's usual statement. */
const STORING_TIMEOUT_MS = 15_000

async function accepted(
  { organizationId, pluginId, connector, settings }: Connection,
  given: Settings
) {
  const registry = await pluginRegistry(organizationId)
  registry.manifestOf(pluginId)
  return pluginSettings.accept(registry.traitsOf(pluginId, connector)?.settings, {
    ...settings,
    ...given,
  })
}

function differences(before: Settings, after: Settings): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]))
}

async function store(tenant: TenantTransaction, { id }: Connection, settings: Settings) {
  await tenant.query(
    `UPDATE connections SET settings = $3, updated_at = $4 WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id, JSON.stringify(settings), new Date()]
  )
}

async function takeOver(
  tenant: TenantTransaction,
  connection: Connection,
  accounts: ListedAccount[]
) {
  await storeAccounts(tenant, connection, accounts)
  await dropOtherAccounts(tenant, connection.id, accounts)
}

interface Noted extends Pick<SettingsRequest, 'actor'> {
  changed: string[]
}

function note(tenant: TenantTransaction, { id, name }: Connection, { actor, changed }: Noted) {
  return recordAudit(tenant, {
    actorId: actor.id,
    ip: actor.ip,
    action: 'source.settings_changed',
    subject: `connection:${id}`,
    detail: { name, fields: changed },
  })
}
