import { newId, withTenant, type RunningJob } from '#foundation'
import { openVendorSession } from '#connections'
import { writeCredential } from '#connections/credentials/credential_store'
import type Organization from '#organizations/models/organization'
import { requirePlugin } from '#plugin_host'
import RunSync from '#sync/actions/run_sync'
import { requestSync } from '#sync/actions/request_sync'
import { sandboxRefreshToken } from '#sandbox'
import { GOOGLE_CLIENT } from '#tests/support/emulator'
import { givenConnection } from '#tests/support/sources'

interface SampleAccount {
  id: string
  name: string
  currency: string
  timeZone: string
  attributes?: Record<string, string>
}

interface SampleSource {
  plugin: string
  connector: string
  auth: string
  credentials: Record<string, string>
  accounts: SampleAccount[]
  /** First day to read. */
  from: string
}

export const GOOGLE_SOURCE = (namespace: string, from: string): SampleSource => ({
  plugin: 'google/ads',
  connector: 'ads',
  auth: 'google',
  credentials: {
    refreshToken: sandboxRefreshToken({
      login: 'marketing@harbor-coffee.example',
      client: GOOGLE_CLIENT,
      namespace,
    }),
  },
  accounts: [
    {
      id: '4115550101',
      name: 'Harbor Coffee Europe',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
      attributes: { managerId: '4115550000' },
    },
    {
      id: '4115550202',
      name: 'Harbor Coffee USA',
      currency: 'USD',
      timeZone: 'America/New_York',
      attributes: { managerId: '4115550000' },
    },
  ],
  from,
})

export const STRIPE_SOURCE = (namespace: string, from: string): SampleSource => ({
  plugin: 'stripe/payments',
  connector: 'payments',
  auth: 'key',
  credentials: { apiKey: `sk_test_quarterdecksandbox_ns_${namespace}` },
  accounts: [
    {
      id: 'acct_1HarborCoffeeBV',
      name: 'Harbor Coffee',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
    },
  ],
  from,
})

/** A connection to the emulator, and a verb to sync it as a worker would. */
export async function givenSampleSource(organization: Organization, source: SampleSource) {
  const connection = await givenConnection(organization, { name: source.plugin })
  await withTenant(organization.id, async (tenant) => {
    await tenant.query(
      `UPDATE connections SET plugin_id = $3, connector = $4, auth_name = $5, backfill_from = $6
       WHERE organization_id = $1 AND id = $2`,
      [organization.id, connection.id, source.plugin, source.connector, source.auth, source.from]
    )
    await requirePlugin({ organization, pluginId: source.plugin, actor: { id: null } })
    for (const [field, value] of Object.entries(source.credentials)) {
      await writeCredential(tenant, { connectionId: connection.id, field, value, now: new Date() })
    }
    for (const account of source.accounts) {
      await tenant.query(
        `INSERT INTO connection_accounts (organization_id, connection_id, external_id, name, currency,
           time_zone, attributes, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
        [
          ...[organization.id, connection.id, account.id, account.name, account.currency],
          ...[account.timeZone, account.attributes ?? {}],
        ]
      )
    }
  })
  return { connection, sync: () => syncOnce(organization, connection.id) }
}

type Job = RunningJob<{ organizationId: string; runId: string }>

async function syncOnce(organization: Organization, connectionId: string) {
  const { id } = await withTenant(organization.id, (tenant) =>
    requestSync(tenant, { connectionId, kind: 'manual', requestedBy: null, now: new Date() })
  )
  return carryOut(organization, id)
}

/** Carries out a run as a worker would, and answers its row. */
export async function carryOut(organization: Organization, runId: string) {
  const job: Job = {
    id: newId(),
    payload: { organizationId: organization.id, runId },
    retryCount: 0,
    signal: new AbortController().signal,
    stopping: new AbortController().signal,
    completeIn: async () => {},
  }
  await new RunSync({
    openSession: ({ organizationId, ...options }) =>
      openVendorSession({ id: organizationId }, options.connectionId, options),
  }).execute(job)
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query('SELECT * FROM sync_runs WHERE organization_id = $1 AND id = $2', [
      organization.id,
      runId,
    ])
  )
  return rows[0]
}
