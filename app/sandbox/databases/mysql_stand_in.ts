import { createHash } from 'node:crypto'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createConnection } from 'mysql2'
import pg from 'pg'
import { columnNamed, errorOf, inPostgresql, UTF8MB4 } from './mysql_words.js'

/** Capabilities that a server tells of itself: protocol 4.1 with a database, transactions and a scrambled password. */
const CAPABILITIES = 0x1 | 0x4 | 0x8 | 0x200 | 0x2000 | 0x8000
const IN_AUTOCOMMIT = 2
const VERSION = '8.4.0-sandbox'

export interface StandInOptions {
  /** Of the database in PostgreSQL, as the account that may only read. */
  url: string
  user: string
  password: string
}

export interface StandIn {
  port: number
  stop(): Promise<void>
}

/**
 * The sandbox's MySQL server: statements of a real client over the real protocol, answered from the sample database in PostgreSQL. It
 * knows the SQL that both have in common, and says so of the rest.
 */
export async function startMysqlStandIn(options: StandInOptions): Promise<StandIn> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(socket, options)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      sockets.forEach((socket) => socket.destroy())
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** The server's half of a connection, which the driver's types leave out. */
interface Peer {
  on(event: string, listener: (statement: string) => void): void
  serverHandshake(options: object): void
  writeOk(): void
  writeEof(): void
  writeError(error: { code: number; message: string }): void
  writeColumns(columns: object[]): void
  writeTextRow(row: (string | null)[]): void
}

function serve(stream: Socket, options: StandInOptions) {
  const peer = createConnection({ isServer: true, stream } as object) as unknown as Peer
  const behind = new pg.Client({
    connectionString: options.url,
    types: { getTypeParser: () => (text: unknown) => text } as never,
  })
  behind.on('error', () => stream.destroy())
  peer.on('error', () => stream.destroy())
  const ready = behind.connect().catch(() => stream.destroy())
  stream.once('close', () => void ready.then(() => behind.end()).catch(() => {}))
  peer.serverHandshake({
    ...{ protocolVersion: 10, serverVersion: VERSION, connectionId: stream.remotePort },
    ...{ statusFlags: IN_AUTOCOMMIT, characterSet: UTF8MB4, capabilityFlags: CAPABILITIES },
    authCallback: (login: Login, done: Done) => done(null, refusalOf(login, options)),
  })
  const asked = async (statement: string) => {
    await ready
    await answer(peer, behind, statement).catch((error: unknown) => peer.writeError(errorOf(error)))
  }
  // The driver's own half hands on what begins with SET as something to prepare.
  for (const event of ['query', 'stmt_prepare']) {
    peer.on(event, (statement) => void asked(statement))
  }
}

async function answer(peer: Peer, behind: pg.Client, statement: string) {
  const text = statement.trim()
  if (/^SET\s/i.test(text)) {
    const limit = /max_execution_time\s*=\s*(\d+)/i.exec(text)?.[1]
    await (limit && behind.query(`SET statement_timeout = ${limit}`))
    peer.writeOk()
  } else if (/^(START TRANSACTION|ROLLBACK)/i.test(text)) {
    await behind.query(text)
    peer.writeOk()
  } else if (/^SELECT\s+@@version\b/i.test(text)) {
    write(peer, [columnNamed('version')], [[VERSION]])
  } else {
    const asking = { text: inPostgresql(text), queryMode: 'extended', rowMode: 'array' } as const
    const { fields, rows } = await behind.query<(string | null)[]>(asking)
    const columns = fields.map(({ name, dataTypeID }) => columnNamed(name, dataTypeID))
    write(peer, columns, rows)
  }
}

function write(peer: Peer, columns: object[], rows: (string | null)[][]) {
  peer.writeColumns(columns)
  rows.forEach((row) => peer.writeTextRow(row))
  peer.writeEof()
}

interface Login {
  user: string
  authPluginData1: Buffer
  authPluginData2: Buffer
  authToken: Buffer
}

type Done = (error: null, refusal?: { code: number; message: string }) => void

/** Compares what `mysql_native_password` sends: SHA1(password) behind SHA1(scramble, SHA1(SHA1(password))). */
function refusalOf(login: Login, { user, password }: StandInOptions) {
  const { authPluginData1, authPluginData2, authToken } = login
  const once = sha1(password)
  const mask = sha1(authPluginData1, authPluginData2, sha1(once))
  const expected = Buffer.from(once.map((byte, at) => byte ^ mask[at]))
  return login.user === user && expected.equals(authToken)
    ? undefined
    : { code: 1045, message: `Access denied for user '${login.user}'` }
}

function sha1(...parts: (string | Buffer)[]) {
  const hash = createHash('sha1')
  parts.forEach((part) => hash.update(part))
  return hash.digest()
}
