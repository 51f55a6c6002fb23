import { newId, stableBigint, withTenant, type TenantTransaction } from '#foundation'
import type { Slot } from '#shared/records'

/** Rows as the warehouse stores them, written plainly, so that answers can be known beforehand. */
export interface GivenFact {
  day: string
  entity?: string
  dimensions?: Record<string, string>
  currency?: string | null
  /** Money in major units; stored as micros. */
  numbers: (number | null)[]
  syncedAt?: string
}

export interface GivenStream {
  connection?: string
  connectionId?: string
  name?: string
  channel?: string | null
  slots: Slot[]
  entityKind?: string
  /** Entity → names of what is above it by kind. */
  above?: Record<string, Record<string, string>>
  facts: GivenFact[]
  isRolledUp?: boolean
}

export const ADS_SLOTS: Slot[] = [
  { metric: 'spend', unit: 'currency', aggregation: 'sum' },
  { metric: 'clicks', unit: 'count', aggregation: 'sum' },
  { metric: 'impressions', unit: 'count', aggregation: 'sum' },
]

const SYNCED_AT = '2026-06-01T06:00:00Z'

/** A connected source with one stream and its facts. Returns the ids a test needs to add to it. */
export async function givenStream(organization: { id: string }, given: GivenStream) {
  return withTenant(organization.id, async (tenant) => {
    const connectionId = given.connectionId ?? (await insertConnection(tenant, given.connection))
    const name = given.name ?? 'campaigns'
    const streamId = stableBigint(connectionId, name)
    const breakdowns = new Set(
      given.facts.flatMap(({ dimensions }) => Object.keys(dimensions ?? {}))
    )
    await tenant.query(
      `INSERT INTO source_streams (organization_id, id, connection_id, name, mode, channel, slots, dimensions, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'daily', $5, $6, $7, now(), now())`,
      [
        tenant.organizationId,
        streamId,
        connectionId,
        name,
        given.channel ?? null,
        JSON.stringify(given.slots),
        JSON.stringify(Object.fromEntries([...breakdowns].map((id) => [id, id]))),
      ]
    )
    for (const fact of given.facts) {
      await insertFact(tenant, { connectionId, streamId }, { given, fact })
    }
    if (given.isRolledUp) {
      await rollUpStream(tenant, streamId, given.slots)
    }
    return { connectionId, streamId }
  })
}

async function insertConnection(tenant: TenantTransaction, name = 'Search ads') {
  const id = newId()
  await tenant.query(
    `INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode, auth_name, state, created_at, updated_at)
     VALUES ($1, $2, 'acme/ads', '1.0.0', 'ads', $3, $4, 'sandbox', 'none', 'connected', now(), now())`,
    [tenant.organizationId, id, `source-${id}`, name]
  )
  return id
}

interface Place {
  connectionId: string
  streamId: string
}

async function insertEntity(
  tenant: TenantTransaction,
  place: Place,
  thing: { kind: string; name: string; above?: Record<string, string> }
) {
  const id = stableBigint(place.connectionId, thing.kind, thing.name)
  const above: Record<string, string> = {}
  for (const [kind, name] of Object.entries(thing.above ?? {})) {
    above[kind] = await insertEntity(tenant, place, { kind, name })
  }
  await tenant.query(
    `INSERT INTO entities (organization_id, id, connection_id, kind, external_id, name, ancestors, synced_at)
     VALUES ($1, $2, $3, $4, $5, $5, $6, now()) ON CONFLICT DO NOTHING`,
    [tenant.organizationId, id, place.connectionId, thing.kind, thing.name, JSON.stringify(above)]
  )
  return id
}

async function insertFact(
  tenant: TenantTransaction,
  place: Place,
  { given, fact }: { given: GivenStream; fact: GivenFact }
) {
  const name = fact.entity ?? 'Everything'
  const entityId = await insertEntity(tenant, place, {
    kind: given.entityKind ?? 'campaign',
    name,
    above: given.above?.[name],
  })
  const json = JSON.stringify(fact.dimensions ?? {})
  const breakdownId = stableBigint(json)
  await tenant.query(
    'INSERT INTO breakdowns (organization_id, id, dimensions) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [tenant.organizationId, breakdownId, json]
  )
  const stored = given.slots.map((slot, index) => storedNumber(slot, fact.numbers[index] ?? null))
  const columns = stored.slice(0, 16).map((_, index) => `m${String(index).padStart(2, '0')}`)
  const at = fact.syncedAt ?? SYNCED_AT
  const currency = fact.currency === undefined ? 'EUR' : fact.currency
  const fixed = [
    tenant.organizationId,
    place.streamId,
    fact.day,
    entityId,
    breakdownId,
    newId(),
    at,
    at,
    currency,
    stored.slice(16),
  ]
  const values = [...fixed, ...stored.slice(0, 16)]
  await tenant.query(
    `INSERT INTO facts (organization_id, stream_id, day, entity_id, breakdown_id, run_id, first_synced_at, synced_at, currency, more, ${columns.join(', ')})
     VALUES (${values.map((_, index) => `$${index + 1}`).join(', ')})`,
    values
  )
  await markDirty(tenant, place.streamId, fact.day)
}

function storedNumber({ unit }: Slot, value: number | null) {
  return value !== null && unit === 'currency' ? Math.round(value * 1_000_000) : value
}

export async function markDirty(tenant: TenantTransaction, streamId: string, day: string) {
  await tenant.query(
    'INSERT INTO dirty_buckets (organization_id, stream_id, day, marked_at) VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING',
    [tenant.organizationId, streamId, day]
  )
}

/** The same roll-up as the warehouse's, for tests that need to know what it holds. */
export async function rollUpStream(tenant: TenantTransaction, streamId: string, slots: Slot[]) {
  const sums = slots.map(({ aggregation }, index) =>
    aggregation === 'sum' ? `sum(${column(index)})` : 'NULL'
  )
  const key = [tenant.organizationId, streamId]
  await tenant.query('DELETE FROM daily_rollups WHERE organization_id = $1 AND stream_id = $2', key)
  await tenant.query(
    `INSERT INTO daily_rollups (organization_id, stream_id, day, currency, rows, sums, synced_at)
     SELECT organization_id, stream_id, day, coalesce(currency, ''), count(*), ARRAY[${sums.join(', ')}]::float8[], max(synced_at)
     FROM facts WHERE organization_id = $1 AND stream_id = $2 GROUP BY 1, 2, 3, 4`,
    key
  )
  await tenant.query('DELETE FROM dirty_buckets WHERE organization_id = $1 AND stream_id = $2', key)
}

function column(slot: number) {
  return slot < 16 ? `m${String(slot).padStart(2, '0')}` : `more[${slot - 15}]`
}

/** Euro rates by day: `{ '2026-01-01': { USD: 1.1 } }`. */
export async function givenRates(
  organization: { id: string },
  rates: Record<string, Record<string, number>>
) {
  const rows = Object.entries(rates).flatMap(([day, perEuro]) =>
    Object.entries(perEuro).map(([currency, rate]) => ({ day, currency, rate }))
  )
  await withTenant(organization.id, async (tenant) => {
    for (const { day, currency, rate } of rows) {
      await tenant.query(
        "INSERT INTO exchange_rates (organization_id, day, currency, per_euro, source) VALUES ($1, $2, $3, $4, 'test rates')",
        [tenant.organizationId, day, currency, rate]
      )
    }
  })
}
