import { DateTime } from 'luxon'
import { newId, withTenant, type TenantTransaction } from '#foundation'
import type { EntityRecord, FactRecord, Slot } from '#shared/records'
import type Organization from '#organizations/models/organization'
import { preparePage, registerStream, writePage, type StreamHandle } from '#warehouse'
import type { StreamDeclaration } from '#warehouse/types'
import { givenOrganization } from './organizations.js'

export const NOON = DateTime.fromISO('2026-03-01T12:00:00Z')

export const AD_SLOTS: Slot[] = [
  { metric: 'impressions', unit: 'count', aggregation: 'sum' },
  { metric: 'clicks', unit: 'count', aggregation: 'sum' },
  { metric: 'spend', unit: 'currency', aggregation: 'sum' },
]

/** A connection row without credentials: enough for rows that refer to it. */
export async function givenConnectionRow(tenant: TenantTransaction, slug = 'ads') {
  const id = newId()
  await tenant.query(
    `INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode, auth_name, state, created_at, updated_at)
     VALUES ($1, $2, 'test/ads', '1.0.0', 'ads', $3, 'Ads', 'live', 'none', 'connected', now(), now())`,
    [tenant.organizationId, id, `${slug}-${id}`]
  )
  return id
}

export interface Warehouse {
  organization: Organization
  stream: StreamHandle
}

/** An organization with one stream of daily ad numbers. */
export async function givenStream(attributes: Partial<StreamDeclaration> = {}): Promise<Warehouse> {
  const organization = await givenOrganization()
  const stream = await withTenant(organization.id, async (tenant) =>
    registerStream(tenant, {
      connectionId: await givenConnectionRow(tenant),
      name: 'campaign_days',
      mode: 'daily',
      channel: 'search',
      slots: AD_SLOTS,
      dimensions: { device: 'Device' },
      ...attributes,
    })
  )
  return { organization, stream }
}

export function campaign(id: string, name = `Campaign ${id}`): EntityRecord {
  const account = { kind: 'account', externalId: 'a1', name: 'Lighthouse' }
  return { kind: 'campaign', externalId: id, name, ancestors: [account], attributes: {} }
}

/** `fact('2026-02-01', [100, 5, 1_000_000])` of campaign 1 on a phone, unless said otherwise. */
export function fact(
  day: string,
  numbers: (number | null)[],
  attributes: Partial<FactRecord> & { campaign?: string } = {}
): FactRecord {
  const { campaign: externalId = '1', ...rest } = attributes
  const entity = { kind: 'campaign', externalId }
  return { day, numbers, currency: 'EUR', dimensions: { device: 'phone' }, entity, ...rest }
}

export interface Written {
  facts: FactRecord[]
  entities?: EntityRecord[]
  runId?: string
  now?: DateTime
}

/** Writes a page in a transaction of its own. */
export function write({ organization, stream }: Warehouse, written: Written) {
  const { runId = newId(), now = NOON, entities = [], facts } = written
  const page = preparePage({ stream, entities, facts, events: [] })
  return withTenant(organization.id, (tenant) => writePage(tenant, page, { runId, now }))
}

export function read<Row = Record<string, unknown>>(
  organization: { id: string },
  sql: string,
  values: unknown[] = []
) {
  return withTenant(organization.id, async (tenant) => {
    const { rows } = await tenant.query<Row>(sql, values)
    return rows
  })
}
