import { recordAudit } from '#audit'
import { assertReadOnce } from '#connections'
import { Refusal, type TenantTransaction } from '#foundation'
import { assertIsRead } from '../engine/assert_read.js'
import type { StreamChoices } from '../engine/chosen_streams.js'
import { planNextSync } from '../engine/schedule_entry.js'
import { switchStreams } from './switch_streams.js'

export interface SourceSettingsChange {
  connectionId: string
  now: Date
  name?: string
  syncEveryMinutes?: number
  /** Ids of the accounts to read; the others are left out from the next sync on. */
  accounts?: string[]
  /** Whether accounts that the vendor lists later are read without being chosen. */
  addsAccounts?: boolean
  /** Streams to switch on or off, by name. */
  streams?: StreamChoices
  /** Who changes it; left out where the caller says so in the audit log itself. */
  actor?: { id: string | null; ip: string | null }
}

interface ChangedSource {
  id: string
  name: string
  pluginId: string
  connector: string
  syncEveryMinutes: number
}

/** Changes what a person may change of a source without connecting it again. */
export async function changeSource(tenant: TenantTransaction, change: SourceSettingsChange) {
  const { connectionId, syncEveryMinutes, accounts, streams } = change
  if (accounts) {
    await assertReadOnce(tenant, connectionId, accounts)
  }
  const source = await store(tenant, change)
  if (accounts || streams || syncEveryMinutes) {
    await changeReading(tenant, source, change)
  }
  if (change.actor) {
    await audit(tenant, source, change)
  }
}

async function store(tenant: TenantTransaction, change: SourceSettingsChange) {
  const { connectionId, now, name, syncEveryMinutes, addsAccounts } = change
  const { rows } = await tenant.query<ChangedSource>(
    `UPDATE connections SET name = coalesce($3, name),
       sync_every_minutes = coalesce($4, sync_every_minutes), updated_at = $5,
       adds_accounts = coalesce($6, adds_accounts)
     WHERE organization_id = $1 AND id = $2
     RETURNING id, name, plugin_id AS "pluginId", connector, sync_every_minutes AS "syncEveryMinutes"`,
    [
      ...[tenant.organizationId, connectionId],
      ...[name ?? null, syncEveryMinutes ?? null, now, addsAccounts ?? null],
    ]
  )
  return rows[0]
}

async function audit(
  tenant: TenantTransaction,
  source: ChangedSource,
  change: SourceSettingsChange
) {
  const { name, syncEveryMinutes, accounts, addsAccounts, streams, actor, now: at } = change
  await recordAudit(tenant, {
    ...{ actorId: actor!.id, ip: actor!.ip, action: 'source.changed', at },
    subject: `connection:${source.id}`,
    detail: { name: name ?? source.name, syncEveryMinutes, accounts, addsAccounts, streams },
  })
}

/** What makes no sense for files that people bring. */
async function changeReading(
  tenant: TenantTransaction,
  source: ChangedSource,
  { now, syncEveryMinutes, accounts, streams }: SourceSettingsChange
) {
  await assertIsRead(source)
  if (streams) {
    await switchStreams(tenant, source, streams)
  }
  if (accounts) {
    await chooseAccounts(tenant, source, accounts)
  }
  if (syncEveryMinutes) {
    await planNextSync(tenant, source, now)
  }
}

async function chooseAccounts(
  tenant: TenantTransaction,
  { id, name }: ChangedSource,
  accounts: string[]
) {
  const { rows } = await tenant.query<{ externalId: string; isSelected: boolean }>(
    `UPDATE connection_accounts SET is_selected = external_id = ANY($3::text[])
     WHERE organization_id = $1 AND connection_id = $2
     RETURNING external_id AS "externalId", is_selected AS "isSelected"`,
    [tenant.organizationId, id, accounts]
  )
  const chosen = rows.filter(({ isSelected }) => isSelected).length
  if (chosen === 0 || chosen < new Set(accounts).size) {
    throw unknownAccounts(name, accounts, rows)
  }
}

function unknownAccounts(name: string, accounts: string[], known: { externalId: string }[]) {
  const unknown = accounts.filter((id) => !known.some(({ externalId }) => externalId === id))
  const which = unknown.map((id) => `“${id}”`).join(', ')
  return new Refusal({
    code: 'E_ACCOUNT_UNKNOWN',
    status: 422,
    message: which
      ? `${name} has no account ${which}, so nothing was changed. Choose among the accounts that are listed.`
      : `${name} needs at least one account, so nothing was changed. Choose one, or pause the source.`,
    detail: { unknown },
  })
}
