import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { requirePlugin } from '#plugin_host'
import { Connection, openVendorSession, ReconnectSource } from '#connections'
import { requestSync } from '#sync'
import type { SessionRequest } from '#sync/engine/open_session'
import { carryOut, type RunRow } from '#tests/support/carry_out'
import { givenOrganization } from '#tests/support/organizations'
import { writeCredential } from '#connections/credentials/credential_store'
import type Organization from '#organizations/models/organization'
import { sandboxRefreshToken } from '#sandbox'
import { givenConnection } from '#tests/support/sources'
import { factsOf } from '#tests/support/stored_facts'
import { JumpingClock } from '#tests/support/vendor_clock'

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
    credential: (namespace) => ['apiKey', `sk_test_quarterdecksandbox_ns_${namespace}`],
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

/** Whose faults and counters: letters and digits, because keys carry it. */
export const newNamespace = () => newId().replaceAll('-', '')

/** A source that is connected to the emulator, as the wizard would leave it. */
export async function givenSandboxSource(
  organization: Organization,
  vendor: keyof typeof VENDORS,
  { namespace, backfillFrom }: { namespace: string; backfillFrom: string }
) {
  const { pluginId, connector, authName, credential, accounts } = VENDORS[vendor]
  const connection = await givenConnection(organization, {
    name: vendor,
    slug: vendor,
    mode: 'sandbox',
  })
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

interface EmulatedRequest {
  now: Date
  backfillFrom: string
}

/** A source of the emulator with a namespace of its own, in an organization of its own. */
export async function emulatedSource(
  vendor: keyof typeof VENDORS,
  { now, backfillFrom }: EmulatedRequest
) {
  const organization = await givenOrganization()
  const namespace = newNamespace()
  const place = { namespace, backfillFrom }
  const connection = await givenSandboxSource(organization, vendor, place)
  const credentials = Object.fromEntries([VENDORS[vendor].credential(namespace)])
  return new EmulatedSource({
    organization,
    namespace,
    connectionId: connection.id,
    credentials,
    now,
  })
}

interface Place {
  organization: Organization
  namespace: string
  connectionId: string
  credentials: Record<string, string>
  now: Date
}

/** Verbs to sync a source as a worker would, under a clock that jumps, and to look at its rows. */
export class EmulatedSource {
  readonly organization: Organization
  readonly namespace: string
  readonly clock: JumpingClock
  readonly #place: Place

  constructor(place: Place) {
    this.organization = place.organization
    this.namespace = place.namespace
    this.clock = new JumpingClock(place.now)
    this.#place = place
  }

  /** Reads what is due, or the days of a backfill. */
  async sync(window?: { from: string; to: string }) {
    const { connectionId } = this.#place
    const now = this.clock.now()
    const kind = window ? ('backfill' as const) : ('manual' as const)
    const request = { connectionId, kind, window, requestedBy: null, now }
    const { id } = await withTenant(this.organization.id, (tenant) => requestSync(tenant, request))
    return this.carryOut(id)
  }

  async carryOut(runId: string) {
    const { clock } = this
    return carryOut(this.organization, runId, {
      now: clock.now,
      openSession: ({ organizationId, connectionId, ...options }: SessionRequest) =>
        openVendorSession({ id: organizationId }, connectionId, { ...options, clock }),
    })
  }

  /** What happens next without the fault: a run that waits goes on, a person signs in again, or the clock strikes. */
  async recover(run: RunRow) {
    if (run.status === 'waiting') {
      await this.clock.sleep(run.resume_at!.getTime() - this.clock.now().getTime())
      return this.carryOut(run.id)
    }
    await this.reconnect()
    return this.sync()
  }

  async reconnect() {
    const [{ state }] = await this.read<{ state: string }>('SELECT state FROM connections')
    if (state === 'needs_reconnect') {
      const { organization, clock } = this
      const connection = await withTenant(organization.id, () =>
        Connection.of(organization).firstOrFail()
      )
      const { credentials } = this.#place
      const request = { actor: { id: null }, credentials, now: clock.now(), clock }
      await new ReconnectSource().execute(connection, request)
    }
  }

  /** As after a reconnect with the same key: what waited for a person is read again. */
  async reopen() {
    await this.read("UPDATE connections SET state = 'connected'")
  }

  facts() {
    return factsOf(this.organization.id)
  }

  async read<Row = Record<string, unknown>>(text: string, values: unknown[] = []) {
    const { rows } = await withTenant(this.organization.id, (tenant) =>
      tenant.query<Row>(text, values)
    )
    return rows
  }
}
