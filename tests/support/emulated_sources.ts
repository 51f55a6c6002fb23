import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { requirePlugin } from '#plugin_host'
import { requestSync } from '#sync'
import RunSync from '#sync/actions/run_sync'
import { openSession } from '#sync/engine/open_session'
import { givenOrganization } from '#tests/support/organizations'
import { writeCredential } from '#connections/credentials/credential_store'
import type Organization from '#organizations/models/organization'
import { sandboxRefreshToken } from '#sandbox'
import { givenConnection } from '#tests/support/sources'

interface VendorFixture {
  pluginId: string
  connector: string
  authName: string
  credential: (namespace: string) => [field: string, value: string]
  accounts: { id: string; name: string; currency: string; timeZone: string; managerId?: string }[]
}

const VENDORS = {
  googleAds: {
    pluginId: 'google/ads',
    connector: 'ads',
    authName: 'google',
    credential: (namespace) => [
      'refreshToken',
      sandboxRefreshToken({
        login: 'marketing@harbor-coffee.example',
        client: 'quarterdeck-sandbox.apps.googleusercontent.com',
        namespace,
      }),
    ],
    accounts: [
      {
        id: '4115550101',
        name: 'Harbor Coffee Europe',
        currency: 'EUR',
        timeZone: 'Europe/Amsterdam',
      },
      {
        id: '4115550202',
        name: 'Harbor Coffee US',
        currency: 'USD',
        timeZone: 'America/New_York',
      },
    ],
  },
  stripe: {
    pluginId: 'stripe/payments',
    connector: 'payments',
    authName: 'key',
    credential: (namespace) => [
      'apiKey',
      `sk_test_quarterdecksandbox_ns_${namespace.replaceAll('-', '')}`,
    ],
    accounts: [
      {
        id: 'acct_1HarborCoffeeBV',
        name: 'Harbor Coffee',
        currency: 'EUR',
        timeZone: 'Europe/Amsterdam',
      },
    ],
  },
} satisfies Record<string, VendorFixture>

/** A source that is connected to the emulator, as the wizard would leave it. */
export async function givenSandboxSource(
  organization: Organization,
  vendor: keyof typeof VENDORS,
  { namespace, backfillFrom }: { namespace: string; backfillFrom: string }
) {
  const { pluginId, connector, authName, credential, accounts } = VENDORS[vendor]
  const connection = await givenConnection(organization, { name: vendor, slug: vendor })
  const [field, value] = credential(namespace)
  const now = DateTime.utc().toJSDate()
  const connectionId = connection.id
  await withTenant(organization.id, async (tenant) => {
    await tenant.query(
      `UPDATE connections SET plugin_id = $2, connector = $3, auth_name = $4, backfill_from = $5
       WHERE id = $1`,
      [connectionId, pluginId, connector, authName, backfillFrom]
    )
    await requirePlugin({ organization, pluginId, actor: { id: null } })
    await writeCredential(tenant, { connectionId, field, value, now })
    for (const account of accounts) {
      await tenant.query(
        `INSERT INTO connection_accounts (organization_id, connection_id, external_id, name, currency,
           time_zone, attributes, created_at) VALUES ($1, $2, $3, $4, $5, $6, '{}', $7)`,
        [
          organization.id,
          connectionId,
          account.id,
          account.name,
          account.currency,
          account.timeZone,
          now,
        ]
      )
    }
  })
  return connection
}

const SLOTS = Array.from({ length: 8 }, (_, index) => `m0${index}`).join(', ')

/**
 * Every fact by what the vendor calls it, free of ids and times: equal for two sources of one truth.
 * Joined here, because the planner knows nothing yet of tables that were filled a second ago.
 */
export async function factsOf(organizationId: string): Promise<string[]> {
  return withTenant(organizationId, async (tenant) => {
    const names = async (text: string) => {
      const { rows } = await tenant.query<{ id: string; name: string }>(text, [organizationId])
      return new Map(rows.map(({ id, name }) => [id, name]))
    }
    const streams = await names('SELECT id, name FROM source_streams WHERE organization_id = $1')
    const things = await names(
      "SELECT id, kind || ' ' || external_id AS name FROM entities WHERE organization_id = $1"
    )
    const breakdowns = await names(
      'SELECT id, dimensions::text AS name FROM breakdowns WHERE organization_id = $1'
    )
    const { rows } = await tenant.query(
      `SELECT stream_id, day::text AS day, entity_id, breakdown_id, currency, ${SLOTS}
       FROM facts WHERE organization_id = $1`,
      [organizationId]
    )
    return rows
      .map(({ stream_id: stream, entity_id: thing, breakdown_id: breakdown, ...fact }) =>
        JSON.stringify([streams.get(stream), things.get(thing), breakdowns.get(breakdown), fact])
      )
      .sort()
  })
}

/** A source of the emulator with a namespace of its own, and verbs to sync it and to look at its rows. */
export async function emulatedSource(
  vendor: keyof typeof VENDORS,
  { now, backfillFrom }: { now: Date; backfillFrom: string }
) {
  const organization = await givenOrganization()
  const namespace = newId()
  const { id: connectionId } = await givenSandboxSource(organization, vendor, {
    namespace,
    backfillFrom,
  })
  const read = (text: string, values: unknown[] = []) =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<Record<string, any>>(text, values)
      return rows
    })
  const sync = async () => {
    const { id } = await withTenant(organization.id, (tenant) =>
      requestSync(tenant, { connectionId, kind: 'manual', requestedBy: null, now })
    )
    await new RunSync({ openSession, now: () => now }).execute({
      id,
      payload: { organizationId: organization.id, runId: id },
      retryCount: 0,
      signal: new AbortController().signal,
      stopping: new AbortController().signal,
      completeIn: async () => {},
    })
    const [run] = await read('SELECT * FROM sync_runs WHERE id = $1', [id])
    return run
  }
  return { organization, namespace, sync, read }
}
