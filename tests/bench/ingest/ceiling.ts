import pg from 'pg'
import { newId } from '#foundation'
import type { FactRecord } from '#shared/records'
import { arrangeFacts, type FactBatch } from '#warehouse/batch/fact_batch'
import { bigintArray, codeArray, dateArray } from '#warehouse/batch/binary_arrays'
import { mapPage, stream as mapped } from './mapping.js'

const { slots } = mapped
import type { Lane } from './lanes.js'

const COLUMNS = slots.map((_, slot) => `m0${slot}`)

const INSERT = {
  name: 'ceiling',
  text: `
    INSERT INTO ceiling_facts (organization_id, stream_id, day, entity_id, breakdown_id, run_id,
      first_synced_at, synced_at, currency, ${COLUMNS.join(', ')})
    SELECT $1::uuid, $2::bigint, g.day, g.entity_id, g.breakdown_id, $3::uuid, $4::timestamptz, $4::timestamptz,
      g.currency, ${COLUMNS.map((name) => `g.${name}`).join(', ')}
    FROM (
      SELECT unnest($5::date[]) AS day, unnest($6::bigint[]) AS entity_id,
        unnest($7::bigint[]) AS breakdown_id, unnest($8::text[]) AS currency,
        ${COLUMNS.map((name, slot) => `unnest($${9 + slot}::float8[]) AS ${name}`).join(', ')}
    ) g`,
}

/** The same columns and primary key, without policies and without anything beside it. */
const TABLE = `
  DROP TABLE IF EXISTS ceiling_facts;
  CREATE TABLE ceiling_facts (LIKE facts INCLUDING ALL)`

/**
 * What PostgreSQL alone reaches: the same rows, already parsed, mapped, sorted and encoded before the
 * clock starts, into a bare table of the same shape. Answers the seconds it took.
 */
export async function ceiling(url: string, lanes: { lane: Lane; pages: Buffer[] }[]) {
  const clients = await Promise.all(lanes.map(() => connect(url)))
  try {
    await clients[0].query(TABLE)
    const prepared = await Promise.all(lanes.map(prepare))
    const started = performance.now()
    await Promise.all(clients.map((client, at) => insertAll(client, prepared[at])))
    return (performance.now() - started) / 1000
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function insertAll(client: pg.Client, statements: unknown[][]) {
  for (const given of statements) {
    await client.query({ ...INSERT, values: given })
  }
}

async function prepare({ lane, pages }: { lane: Lane; pages: Buffer[] }): Promise<unknown[][]> {
  const statements: unknown[][] = []
  for (const bytes of pages) {
    const { facts } = await mapPage(bytes, lane.account)
    statements.push(values(lane, facts))
  }
  return statements
}

function values({ organizationId, stream }: Lane, facts: FactRecord[]): unknown[] {
  const batch: FactBatch = arrangeFacts(stream, facts)
  const { rows } = batch
  return [
    organizationId,
    stream.id,
    newId(),
    new Date(),
    dateArray(batch.days, rows),
    bigintArray(batch.entityIds, rows),
    bigintArray(batch.breakdownIds, rows),
    codeArray(
      facts.map(({ currency }) => currency),
      rows
    ),
    ...slots.map((_, slot) => batch.floats(slot, rows)),
  ]
}
