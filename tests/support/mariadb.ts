import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { newId } from '#foundation'
import { allowDatabasesHere, READER, type DatabaseServer } from './databases.js'

/** The launcher's programs have no types. */
const LAUNCHER = '../../bin/launch/test_mariadb.mjs'

export const { canStartMariadb } = await import(LAUNCHER)

export const WHY_NO_MARIADB =
  'No MariaDB on this machine, and apt may not install it: MySQL sources were not tried. Install mariadb-server.'

/** A MariaDB server with an account that may read what is made in its databases. */
export async function givenMariadb(options: string[] = []): Promise<DatabaseServer> {
  const { startTestMariadb } = await import(LAUNCHER)
  const server = await startTestMariadb(options)
  const forbid = allowDatabasesHere('127.0.0.1,localhost')
  const run = (database: string, sql: string) => asAdministrator(server.url, database, sql)
  await run(
    '',
    `CREATE OR REPLACE USER ${READER.user}@'127.0.0.1' IDENTIFIED BY '${READER.password}'`
  )
  return {
    kind: 'mysql',
    port: Number(new URL(server.url).port),
    run,
    async database(sql = '') {
      const name = `till_${newId().replaceAll('-', '').slice(-12)}`
      await run(
        '',
        `CREATE DATABASE ${name}; GRANT SELECT, EXECUTE ON ${name}.* TO ${READER.user}@'127.0.0.1'`
      )
      await (sql && run(name, sql))
      return name
    },
    async stop() {
      forbid()
      await server.stop()
    },
  }
}

async function asAdministrator(url: string, database: string, sql: string) {
  const address = new URL(url)
  address.pathname = `/${database}`
  const client = await mysql.createConnection({ uri: address.href, multipleStatements: true })
  try {
    const [rows] = await client.query(sql)
    return { rows: rows as unknown[] }
  } finally {
    await client.end()
  }
}

/** An authority of its own with a certificate for a host, and what the server is started with to use it. */
export async function givenCertificates(host: string) {
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'))
  const [key, certificate] = ['server.key', 'server.pem'].map((name) => join(folder, name))
  const named = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  const made = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate]
  execFileSync('openssl', ['req', '-x509', ...made, ...named], { stdio: 'ignore' })
  return {
    authority: await readFile(certificate, 'utf8'),
    options: [`--ssl-key=${key}`, `--ssl-cert=${certificate}`],
    remove: () => rm(folder, { recursive: true }),
  }
}
