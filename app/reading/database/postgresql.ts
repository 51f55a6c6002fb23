import pg from 'pg'
import type { Answer, DatabaseTarget, Driver, OpenDatabase, Statement } from './driver.js'
import type { Fault } from './failures.js'
import { CONNECT_TIMEOUT_MS, firstReached } from './first_reached.js'
import type { ColumnKind } from './streams.js'
import { tlsOptions, wayFault } from './tls.js'

/** PostgreSQL's own types by their fixed numbers (pg_type.dat). */
const KINDS: Record<number, ColumnKind> = {
  ...{ 20: 'whole', 21: 'whole', 23: 'whole', 1700: 'decimal', 700: 'float', 701: 'float' },
  ...{ 25: 'text', 1042: 'text', 1043: 'text', 19: 'text', 2950: 'text', 16: 'flag' },
  ...{ 1082: 'day', 1114: 'local', 1184: 'instant' },
}

/** Error codes (PostgreSQL documentation, appendix A). */
const FAULTS: Record<string, Fault> = {
  '28P01': 'password',
  '28000': 'password',
  '3D000': 'database_missing',
  '42501': 'permission',
  '42P01': 'relation_missing',
  '3F000': 'relation_missing',
  '42703': 'column_missing',
  '57014': 'timeout',
  '55P03': 'timeout',
  '53300': 'busy',
  '57P03': 'busy',
  '53400': 'busy',
  '25006': 'writes',
  '0A000': 'query',
  '22021': 'encoding',
  '22P05': 'encoding',
  '08006': 'unreachable',
  '57P01': 'unreachable',
}

/** What has no code of its own, by what the server or the driver says. */
const TOLD: [RegExp, Fault][] = [
  [/no encryption|SSL off/i, 'wants_tls'],
  [/does not support SSL/i, 'no_tls'],
  [/^(Connection terminated|timeout expired|Client network socket disconnected)/i, 'unreachable'],
]

export const postgresql: Driver = {
  dialect: {
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    parameter: (value, _, values) => `$${values.push(value)}`,
    relations: `
      SELECT n.nspname AS schema, c.relname AS name,
        CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
      ORDER BY n.nspname = 'public' DESC, n.nspname, c.relname LIMIT 1000`,
    uniqueKey: ({ schema, name }) => ({
      text: `
        SELECT a.attname AS name
        FROM (SELECT i.indrelid, i.indkey FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = $1 AND c.relname = $2 AND i.indisprimary) k
        CROSS JOIN LATERAL unnest(k.indkey) WITH ORDINALITY AS part (attnum, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.indrelid AND a.attnum = part.attnum
        ORDER BY part.place`,
      values: [schema, name],
    }),
    identity: `
      SELECT unnest(ARRAY[
        pg_catalog.to_char(pg_catalog.pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
        (SELECT system_identifier::text FROM pg_catalog.pg_control_system())]) AS identity`,
  },
  open,
  faultOf,
}

function open(target: DatabaseTarget, signal?: AbortSignal): Promise<OpenDatabase> {
  return firstReached(target, faultOf, (address) => connected(target, address, signal))
}

async function connected(target: DatabaseTarget, address: string, signal?: AbortSignal) {
  const { port, database, user, password } = target
  const client = new pg.Client({
    ...{ host: address, port, database, user, password, ssl: tlsOptions(target) },
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'Quarterdeck',
    // Every value stays the text that the server writes: no number loses digits, no time its zone.
    types: { getTypeParser: () => (text: unknown) => text } as never,
  })
  const end = () => void client.end().catch(() => {})
  client.on('error', () => {})
  signal?.addEventListener('abort', end, { once: true })
  await client.connect()
  return {
    ask: (statement: Statement, timeoutMs: number) => asked(client, statement, timeoutMs),
    async close() {
      signal?.removeEventListener('abort', end)
      await client.end().catch(() => {})
    },
  }
}

/** `READ ONLY` cannot be lifted once a statement of the transaction has run. */
async function asked(client: pg.Client, { text, values }: Statement, timeoutMs: number) {
  await client.query(
    `BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${timeoutMs}; SET LOCAL lock_timeout = 5000;
     SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL client_encoding = 'UTF8'`
  )
  try {
    // One statement and no more: only the extended protocol refuses a second one behind a semicolon.
    const asking = { text, values, queryMode: 'extended', rowMode: 'array' } as const
    const { fields, rows } = await client.query<(string | null)[]>(asking)
    return answer(fields, rows)
  } finally {
    await client.query('ROLLBACK').catch(() => {})
  }
}

function answer(fields: pg.FieldDef[], rows: (string | null)[][]): Answer {
  const columns = fields.map(({ name, dataTypeID }) => ({
    name,
    kind: KINDS[dataTypeID] ?? ('other' as const),
  }))
  const named = rows.map((row) =>
    Object.fromEntries(row.map((value, at) => [columns[at].name, value]))
  )
  return { columns, rows: named }
}

function faultOf(error: unknown): Fault | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const told = TOLD.find(([words]) => words.test(message))?.[1]
  return told ?? FAULTS[code] ?? wayFault(code) ?? (code.length === 5 ? 'query' : undefined)
}
