import { DateTime } from 'luxon'
import { newId, withTenant, type TenantTransaction } from '#foundation'
import type { EntityRecord, FactRecord, Slot } from '#shared/records'
import { preparePage, registerStream, rollUp, writePage } from '#warehouse'
import type Organization from '#organizations/models/organization'
import { givenConnection } from './sources.js'

/** A fact with its answer in mind: money in major units, entities by name. */
export interface GivenFact {
  day: string
  entity?: string
  dimensions?: Record<string, string>
  currency?: string | null
  numbers: (number | null)[]
}

export interface GivenStream {
  /** Name of the connection, or the id of an existing one. */
  connection?: string | { id: string }
  name?: string
  channel?: string | null
  slots: Slot[]
  entityKind?: string
  /** What a row stands for; a day unless told. */
  period?: 'week' | 'month' | 'quarter' | 'year'
  /** Entity → what is above it, nearest first: `{ Bread: { campaign: 'Spring' } }`. */
  above?: Record<string, Record<string, string>>
  facts: GivenFact[]
  isRolledUp?: boolean
  writtenAt?: string
  /** Of the connection; live unless told. */
  mode?: 'live' | 'sandbox'
}

export const ADS_SLOTS: Slot[] = [
  { metric: 'spend', unit: 'currency', aggregation: 'sum' },
  { metric: 'clicks', unit: 'count', aggregation: 'sum' },
  { metric: 'impressions', unit: 'count', aggregation: 'sum' },
]

const WRITTEN_AT = '2026-06-01T06:00:00Z'

/** A connected source with a stream and its facts, written through the public API of the warehouse. */
export async function givenRows(organization: Organization, given: GivenStream) {
  const { connection = 'Search ads', mode = 'live' } = given
  const { id } =
    typeof connection === 'string'
      ? await givenConnection(organization, { name: connection, mode })
      : connection
  await withTenant(organization.id, async (tenant) => {
    await writeRows(tenant, id, given)
    if (given.isRolledUp) {
      await rollUp(tenant, { now: DateTime.fromISO(WRITTEN_AT) })
    }
  })
  return { id }
}

async function writeRows(tenant: TenantTransaction, connectionId: string, given: GivenStream) {
  const dimensions = new Set(given.facts.flatMap((fact) => Object.keys(fact.dimensions ?? {})))
  const stream = await registerStream(tenant, {
    connectionId,
    name: given.name ?? 'campaign_days',
    mode: 'daily',
    period: given.period,
    channel: given.channel ?? null,
    slots: given.slots,
    dimensions: Object.fromEntries([...dimensions].map((id) => [id, id])),
  })
  const facts = given.facts.map((fact) => factOf(given, fact))
  const page = preparePage({ stream, entities: entitiesOf(given), facts, events: [] })
  const now = DateTime.fromISO(given.writtenAt ?? WRITTEN_AT)
  await writePage(tenant, page, { runId: newId(), now })
}

function entitiesOf({
  entityKind: kind = 'campaign',
  above = {},
  facts,
}: GivenStream): EntityRecord[] {
  const names = new Set(facts.map(nameOf))
  return [...names].map((name) => ({
    kind,
    externalId: name,
    name,
    ancestors: Object.entries(above[name] ?? {}).map(([of, label]) => ({
      kind: of,
      externalId: label,
      name: label,
    })),
    attributes: {},
  }))
}

function nameOf({ entity = 'Everything' }: GivenFact) {
  return entity
}

function factOf(
  { slots, entityKind: kind = 'campaign' }: GivenStream,
  fact: GivenFact
): FactRecord {
  return {
    day: fact.day,
    currency: fact.currency === undefined ? 'EUR' : fact.currency,
    entity: { kind, externalId: nameOf(fact) },
    dimensions: fact.dimensions ?? {},
    numbers: slots.map((slot, index) => stored(slot, fact.numbers[index] ?? null)),
  }
}

function stored({ unit }: Slot, value: number | null) {
  return value !== null && unit === 'currency' ? Math.round(value * 1_000_000) : value
}

/** Units per euro by day: `{ '2026-01-01': { USD: 1.1 } }`. */
export async function givenRates(
  organization: { id: string },
  rates: Record<string, Record<string, number>>
) {
  await withTenant(organization.id, async (tenant) => {
    for (const [day, perEuro] of Object.entries(rates)) {
      for (const [currency, rate] of Object.entries(perEuro)) {
        await tenant.query(
          `INSERT INTO exchange_rates (organization_id, day, currency, per_euro, source) VALUES ($1, $2, $3, $4, 'test rates')`,
          [tenant.organizationId, day, currency, rate]
        )
      }
    }
  })
}
