import pg from 'pg'
import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { registerStream, rollUp, type StreamHandle } from '#warehouse'
import { ADS_SLOTS } from '#tests/support/warehouse_rows'
import { adminUrl, givenOrganization } from '../surroundings.js'

/** Thirteen months that are over: of a year and a month before, whole months. */
export const LAST_DAY = DateTime.utc().startOf('month').minus({ days: 1 })
export const FIRST_DAY = LAST_DAY.startOf('month').minus({ months: 12 })
const DAYS = Math.round(LAST_DAY.diff(FIRST_DAY, 'days').days) + 1

const DEVICES = ['mobile', 'desktop', 'tablet', 'tv']
const COUNTRIES = ['NL', 'DE', 'FR', 'BE', 'US']
const COMBINATIONS = DEVICES.length * COUNTRIES.length
const ADS_PER_CAMPAIGN = 4

export interface GivenFacts {
  id: string
  stream: StreamHandle
  facts: number
}

/** One organization with an account of ads by device and country: one row for each of them and day. */
export async function givenAds(wantedFacts: number): Promise<GivenFacts> {
  const id = await givenOrganization()
  const ads = Math.max(1, Math.round(wantedFacts / DAYS / COMBINATIONS))
  const stream = await givenStream(id)
  await asOwner(async (client) => {
    await client.query(ENTITIES, [id, stream.connectionId, ads])
    await client.query(BREAKDOWNS, [id, DEVICES, COUNTRIES])
    await client.query(FACTS, [id, stream.id, FIRST_DAY.toISODate(), DAYS, ads, newId()])
    await client.query(MARKS, [id, stream.id, FIRST_DAY.toISODate(), DAYS])
  })
  await withTenant(id, (tenant) => rollUp(tenant, { now: DateTime.utc() }), {
    statementTimeoutMs: 60_000,
  })
  return { id, stream, facts: DAYS * ads * COMBINATIONS }
}

function givenStream(organizationId: string) {
  return withTenant(organizationId, async (tenant) => {
    const connectionId = newId()
    await tenant.query(CONNECTION, [organizationId, connectionId, `bench-${connectionId}`])
    return registerStream(tenant, {
      connectionId,
      name: 'ad_days',
      mode: 'daily',
      channel: 'Search ads',
      slots: ADS_SLOTS,
      dimensions: { device: 'Device', country: 'Country' },
    })
  })
}

/** The owner of the tables sees every organization, and writes without policies. */
export async function asOwner<Result>(work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: adminUrl() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const CONNECTION = `
  INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode, auth_name,
    state, created_at, updated_at)
  VALUES ($1, $2, 'bench/ads', '1.0.0', 'ads', $3, 'Search ads', 'live', 'none', 'connected', now(), now())`

const hashed = (text: string) => `('x' || left(md5(${text}), 16))::bit(64)::bigint`
const CAMPAIGN = `'Campaign ' || (ad / ${ADS_PER_CAMPAIGN})`

const ENTITIES = `
  INSERT INTO entities (organization_id, id, connection_id, kind, external_id, parent_id, name, ancestors, synced_at)
  SELECT $1::uuid, ${hashed(CAMPAIGN)}, $2::uuid, 'campaign', ${CAMPAIGN}, NULL, ${CAMPAIGN}, '{}'::jsonb, now()
  FROM generate_series(0, $3::int - 1, ${ADS_PER_CAMPAIGN}) ad
  UNION ALL
  SELECT $1::uuid, ${hashed("'Ad ' || ad")}, $2::uuid, 'ad', 'Ad ' || ad, ${hashed(CAMPAIGN)}, 'Ad ' || ad,
    jsonb_build_object('campaign', ${hashed(CAMPAIGN)}::text), now()
  FROM generate_series(0, $3::int - 1) ad`

const DIMENSIONS = `jsonb_build_object('device', device, 'country', country)`

const BREAKDOWNS = `
  INSERT INTO breakdowns (organization_id, id, dimensions)
  SELECT $1::uuid, ${hashed('device || country')}, ${DIMENSIONS}
  FROM unnest($2::text[]) device, unnest($3::text[]) country`

const FACTS = `
  INSERT INTO facts (organization_id, stream_id, day, entity_id, breakdown_id, run_id, first_synced_at, synced_at,
    currency, m00, m01, m02)
  SELECT $1::uuid, $2::bigint, $3::date + day, ad.id, b.id, $6::uuid, now(), now(), 'EUR',
    1000 * ((day * 7 + ad.at * 13 + b.at) % 997), (day + ad.at + b.at) % 89, (day * 3 + ad.at + b.at) % 4001
  FROM generate_series(0, $4::int - 1) day
  CROSS JOIN (
    SELECT ${hashed("'Ad ' || ad")} AS id, ad AS at FROM generate_series(0, $5::int - 1) ad ORDER BY 1
  ) ad
  CROSS JOIN (
    SELECT id, row_number() OVER (ORDER BY id) AS at FROM breakdowns WHERE organization_id = $1::uuid ORDER BY id
  ) b`

const MARKS = `
  INSERT INTO dirty_buckets (organization_id, stream_id, day, marked_at)
  SELECT $1::uuid, $2::bigint, $3::date + day, now() FROM generate_series(0, $4::int - 1) day`
