import { withTenant, type TenantTransaction } from '#foundation'
import { requestSync, type SyncRequest } from '#sync/actions/request_sync'
import { carryOut, type RunRow } from '#tests/support/carry_out'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'
import { ScriptedVendor } from '#tests/support/scripted_vendor'

/** A source of a scripted vendor, with verbs to sync it at a given moment and to look at its rows. */
export async function givenScriptedSource(at = '2026-03-10T10:00:00Z') {
  const organization = await givenOrganization()
  const connection = await givenConnection(organization)
  const vendor = new ScriptedVendor()
  const source = new ScriptedSource(organization.id, connection.id, vendor)
  source.now = new Date(at)
  return source
}

export class ScriptedSource {
  now = new Date()
  readonly stopping = new AbortController()
  lookEveryMs: number | undefined

  constructor(
    readonly organizationId: string,
    readonly connectionId: string,
    readonly vendor: ScriptedVendor
  ) {}

  inTenant<Result>(work: (tenant: TenantTransaction) => Promise<Result>) {
    return withTenant(this.organizationId, work)
  }

  async request(request: Partial<SyncRequest> = {}) {
    const { connectionId, now } = this
    return this.inTenant((tenant) =>
      requestSync(tenant, { connectionId, kind: 'manual', requestedBy: null, now, ...request })
    )
  }

  /** Carries out a run as a worker would, once. */
  async run(runId: string) {
    return carryOut({ id: this.organizationId }, runId, {
      openSession: this.vendor.session,
      now: () => this.now,
      stopping: this.stopping.signal,
      lookEveryMs: this.lookEveryMs,
    })
  }

  async sync(request: Partial<SyncRequest> = {}) {
    const { id } = await this.request(request)
    return this.run(id)
  }

  async read(runId: string) {
    const { rows } = await this.query<RunRow>('SELECT * FROM sync_runs WHERE id = $1', [runId])
    return rows[0]
  }

  query<Row = Record<string, unknown>>(text: string, values: unknown[] = []) {
    return this.inTenant((tenant) => tenant.query<Row>(text, values))
  }

  /** Clicks by day, as they are stored. */
  async clicks(): Promise<Record<string, number>> {
    const { rows } = await this.query<{ day: string; clicks: number }>(
      'SELECT day::text AS day, sum(m00)::float8 AS clicks FROM facts GROUP BY day ORDER BY day'
    )
    return Object.fromEntries(rows.map(({ day, clicks }) => [day, clicks]))
  }
}
