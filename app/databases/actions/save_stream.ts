import { recordAudit } from '#audit'
import { databaseOf, type Connection } from '#connections'
import { withTenant, type TenantTransaction } from '#foundation'
import { registerOwnMetrics, surroundingsOf } from '#mapping'
import { requestSync, restartStreams } from '#sync'
import { freeName } from '../looking/free_name.js'
import { refuse, understandStream } from '../looking/understand_stream.js'
import { streamsOf } from '../queries/streams_of.js'
import type { Column, DatabaseStream, StoredStream, StreamChoice } from '../stored_stream.js'

export interface StreamChange {
  choice: StreamChoice
  /** The stream that is changed; a new one where left out. */
  name?: string
  actor: { id: string; ip: string | null }
  correlationId: string
  now: Date
}

export interface SavedStream {
  name: string
  /** Whether its first sync waits until the one that runs now has ended. */
  waits: boolean
}

/**
 * Says what is read from a database. The columns are asked for again, and the key is tried on every row, before anything is
 * stored; a stream that changed is read anew. Opens its own transactions: the database is asked between them.
 */
export async function saveStream(source: Connection, change: StreamChange): Promise<SavedStream> {
  const { choice } = change
  const columns = await triedColumns(source, choice)
  return withTenant(source.organizationId, async (tenant) => {
    await hold(tenant, source)
    const known = await streamsOf(tenant, source)
    const name = change.name ?? freeName(choice.title, known)
    const around = { ...(await surroundingsOf(tenant)), source: source.slug }
    const { stream, mapping } = understandStream({ choice, name, columns, around })
    assertFedOnce(stream, known)
    const { id: connectionId, slug } = source
    await registerOwnMetrics(tenant, mapping, { connectionId, slug, now: change.now })
    const before = known.find((each) => each.stream.name === name)
    await store(tenant, source, { stream, choice, now: change.now })
    await note(tenant, source, { ...change, stream })
    const { waits } = await follow(tenant, source, { change, name, isNew: before === undefined })
    return { name, waits }
  })
}

/** What the table or query has now. A key that does not identify its rows is refused with a sample. */
function triedColumns(source: Connection, { from, fields }: StreamChoice): Promise<Column[]> {
  return databaseOf(source, async (look) => {
    const { columns, primaryKey } = await look.sample(from)
    const key = fields.filter(({ use }) => use === 'id').map(({ path }) => path)
    const isKnown = primaryKey.length > 0 && primaryKey.every((name) => key.includes(name))
    const isThere = key.every((name) => columns.some((column) => column.name === name))
    if (isKnown || key.length === 0 || !isThere) {
      return columns
    }
    const repeated = await look.repeatedKey(from, key)
    if (repeated) {
      const sample = key.map((name, at) => `${name} ${repeated[at] ?? 'empty'}`).join(', ')
      throw refuse(
        `This key does not identify the rows: several have ${sample}, or it is empty there. Choose more columns or others.`
      )
    }
    return columns
  })
}

/** Two streams that answer for one metric would count twice what both hold. */
function assertFedOnce(stream: DatabaseStream, known: StoredStream[]) {
  for (const other of known.filter((each) => each.stream.name !== stream.name)) {
    const twice = Object.keys(stream.metrics).find((metric) => metric in other.stream.metrics)
    if (twice) {
      throw refuse(
        `“${twice}” is fed by “${other.stream.title}” already. Combine both in one query, or keep this column as a number of its own.`
      )
    }
  }
}

/** Two people who choose at once do so one after the other; a run is locked before its source, as `sync` does. */
async function hold(tenant: TenantTransaction, { id }: Connection) {
  await tenant.query(
    `SELECT 1 FROM sync_runs WHERE organization_id = $1 AND connection_id = $2 AND kind <> 'import'
       AND status IN ('queued', 'running', 'waiting') FOR UPDATE`,
    [tenant.organizationId, id]
  )
  await tenant.query(
    'SELECT 1 FROM connections WHERE organization_id = $1 AND id = $2 FOR UPDATE',
    [tenant.organizationId, id]
  )
}

async function store(
  tenant: TenantTransaction,
  { id }: Connection,
  { stream, choice, now }: StoredStream & { now: Date }
) {
  await tenant.query(
    `INSERT INTO database_streams (organization_id, connection_id, name, stream, choice, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (organization_id, connection_id, name) DO UPDATE SET
       stream = excluded.stream, choice = excluded.choice, updated_at = excluded.updated_at`,
    [tenant.organizationId, id, stream.name, JSON.stringify(stream), JSON.stringify(choice), now]
  )
}

/** What is read is told, and what the tables hold is not. */
function note(
  tenant: TenantTransaction,
  { id, name }: Connection,
  { stream, actor, now }: StreamChange & { stream: DatabaseStream }
) {
  const { title, from, key, cursor, columns } = stream
  return recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip, action: 'database_stream.saved', at: now },
    subject: `connection:${id}`,
    detail: { name, stream: title, from, key, cursor, columns: columns.map((each) => each.name) },
  })
}

interface Following {
  change: StreamChange
  name: string
  isNew: boolean
}

async function follow(
  tenant: TenantTransaction,
  { id: connectionId }: Connection,
  { change: { actor, correlationId, now }, name, isNew }: Following
) {
  if (!isNew) {
    await restartStreams(tenant, { connectionId, forget: [name] })
  }
  const request = { connectionId, requestedBy: actor.id, correlationId, now }
  return requestSync(tenant, { ...request, kind: 'manual', hasNews: true })
}
