import { connect, isIP } from 'node:net'
import {
  createConnection,
  type Connection,
  type ConnectionOptions,
  type FieldPacket,
  type RowDataPacket,
  type SslOptions,
} from 'mysql2/promise'
import type { Answer, DatabaseTarget, Driver, OpenDatabase, Statement } from './driver.js'
import type { Fault } from './failures.js'
import { CONNECT_TIMEOUT_MS, firstReached } from './first_reached.js'
import { columnOf, textOf } from './mysql_columns.js'
import { mysqlDialect } from './mysql_dialect.js'
import { tlsOptions, wayFault } from './tls.js'

const UNNAMED = 'HOST_WITHOUT_NAME'

/** Names of error codes (https://dev.mysql.com/doc/mysql-errors/8.4/en/, https://mariadb.com/kb/en/mariadb-error-codes/). */
const FAULTS: Record<string, Fault> = {
  ER_ACCESS_DENIED_ERROR: 'password',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'password',
  ER_HOST_NOT_PRIVILEGED: 'password',
  ER_BAD_DB_ERROR: 'database_missing',
  ER_DBACCESS_DENIED_ERROR: 'permission',
  ER_TABLEACCESS_DENIED_ERROR: 'permission',
  ER_COLUMNACCESS_DENIED_ERROR: 'permission',
  ER_PROCACCESS_DENIED_ERROR: 'permission',
  ER_SPECIFIC_ACCESS_DENIED_ERROR: 'permission',
  ER_NO_SUCH_TABLE: 'relation_missing',
  ER_VIEW_INVALID: 'relation_missing',
  ER_BAD_FIELD_ERROR: 'column_missing',
  ER_QUERY_TIMEOUT: 'timeout',
  ER_LOCK_WAIT_TIMEOUT: 'timeout',
  ER_QUERY_INTERRUPTED: 'timeout',
  PROTOCOL_SEQUENCE_TIMEOUT: 'timeout',
  ER_CON_COUNT_ERROR: 'busy',
  ER_TOO_MANY_USER_CONNECTIONS: 'busy',
  ER_USER_LIMIT_REACHED: 'busy',
  ER_HOST_IS_BLOCKED: 'busy',
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: 'writes',
  ER_OPTION_PREVENTS_STATEMENT: 'writes',
  ER_SECURE_TRANSPORT_REQUIRED: 'wants_tls',
  HANDSHAKE_NO_SSL_SUPPORT: 'no_tls',
  HANDSHAKE_SSL_ERROR: 'certificate',
  [UNNAMED]: 'certificate_name',
  PROTOCOL_CONNECTION_LOST: 'unreachable',
  ER_SERVER_SHUTDOWN: 'unreachable',
}

/** What MariaDB numbers where MySQL has another error or none. */
const MARIADB_FAULTS: Record<number, Fault> = { 1969: 'timeout', 4167: 'writes' }

/**
 * Whatever the server is set to: backslashes escape, dates without a day can be compared, times are UTC, and a lock is not
 * waited for.
 */
const SESSION = `SET SESSION time_zone = '+00:00', lock_wait_timeout = 5, sql_mode = REPLACE(REPLACE(REPLACE(
  @@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', ''), 'NO_ZERO_IN_DATE', ''), 'NO_ZERO_DATE', '')`

export const mysql: Driver = { dialect: mysqlDialect, open, faultOf }

async function open(target: DatabaseTarget, signal?: AbortSignal): Promise<OpenDatabase> {
  assertNamed(target)
  return firstReached(target, faultOf, (address) => connected(target, address, signal))
}

async function connected(target: DatabaseTarget, address: string, signal?: AbortSignal) {
  const { port } = target
  // The name was resolved and allowed before: the connection goes to that address and to no other.
  const stream = connect({ host: address, port, noDelay: true })
  const end = () => void stream.destroy()
  signal?.addEventListener('abort', end, { once: true })
  const client = await createConnection({ ...optionsOf(target), stream })
  client.on('error', () => {})
  const limit = limitFor(await versionOf(client))
  await client.query(SESSION)
  return {
    ask: (statement: Statement, timeoutMs: number) =>
      asked(client, { sql: statement.text, timeoutMs, limit: limit(timeoutMs) }),
    async close() {
      signal?.removeEventListener('abort', end)
      await client.end().catch(end)
    },
  }
}

/**
 * The driver holds a certificate against the name of the host alone; with an address it would be held against `localhost`.
 */
function assertNamed({ host, tls }: DatabaseTarget) {
  if (tls === 'verified' && isIP(host) > 0) {
    throw Object.assign(new Error('an address has no name'), { code: UNNAMED })
  }
}

function optionsOf(target: DatabaseTarget): ConnectionOptions {
  const { host, port, database, user, password } = target
  const tls = tlsOptions(target)
  return {
    ...{ host, port, database, user, password, charset: 'utf8mb4' },
    ...(tls ? { ssl: { ...tls, verifyIdentity: tls.rejectUnauthorized } as SslOptions } : {}),
    ...{ connectTimeout: CONNECT_TIMEOUT_MS, rowsAsArray: true },
    // Every value stays what the server writes: no number loses digits, no time its zone.
    typeCast: (field) => field.buffer(),
    // No second statement behind a semicolon, and no file of this machine for a server that asks for one.
    ...{ multipleStatements: false, flags: ['-LOCAL_FILES'] },
  }
}

async function versionOf(client: Connection): Promise<string> {
  const [rows] = await client.query<RowDataPacket[]>('SELECT @@version AS version')
  return String(rows[0][0])
}

/** MySQL counts in milliseconds, MariaDB in seconds under another name. */
const limitFor = (version: string) => (timeoutMs: number) =>
  /mariadb/i.test(version)
    ? `SET SESSION max_statement_time = ${timeoutMs / 1_000}`
    : `SET SESSION max_execution_time = ${timeoutMs}`

interface Asking {
  sql: string
  timeoutMs: number
  limit: string
}

/** How much longer the answer is waited for than the server may work on it. */
const GRACE_MS = 2_000

async function asked(client: Connection, { sql, timeoutMs, limit }: Asking): Promise<Answer> {
  await client.query(limit)
  await client.query('START TRANSACTION READ ONLY')
  try {
    const [rows, fields] = await client.query<never>({ sql, timeout: timeoutMs + GRACE_MS })
    const answered = answer(fields, rows)
    await client.query('ROLLBACK')
    return answered
  } catch (error) {
    await leave(client, error)
    throw error
  }
}

/** A server that does not even end the statement in time is not asked to end the transaction. */
async function leave(client: Connection, error: unknown) {
  if ((error as { code?: string }).code === 'PROTOCOL_SEQUENCE_TIMEOUT') {
    client.destroy()
    return
  }
  await client.query('ROLLBACK').catch(() => {})
}

function answer(fields: FieldPacket[], rows: (Buffer | null)[][]): Answer {
  const columns = fields.map(columnOf)
  const named = rows.map((row) =>
    Object.fromEntries(
      row.map((value, at) => [columns[at].name, textOf(value, columns[at], fields[at])])
    )
  )
  return { columns, rows: named }
}

function faultOf(error: unknown): Fault | undefined {
  const { code, errno, message } = { code: '', errno: 0, ...toldBy(error) }
  if (/does not match certificate/i.test(message)) {
    return 'certificate_host'
  }
  const known = FAULTS[code] ?? MARIADB_FAULTS[errno] ?? wayFault(code)
  return known ?? (code.startsWith('ER_') || errno > 0 ? 'query' : undefined)
}

function toldBy(error: unknown) {
  const { code, errno, message } = error as { code?: string; errno?: number; message: string }
  return { message, ...(code && { code }), ...(errno && { errno }) }
}
