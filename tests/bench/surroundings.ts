import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import pg from 'pg'
import { openAuditChain } from '#audit'
import { newId, withTenant } from '#foundation'

/** Linux counts CPU time in hundredths of a second. */
const TICK_MICROS = 10_000

/** What a figure is worth nothing without. */
export function machine() {
  const [first] = cpus()
  return {
    cpu: first.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
    /** More than a little at the start means that others worked on the machine meanwhile. */
    loadAverage: loadavg().map((load) => Number(load.toFixed(2))),
  }
}

export async function givenOrganization() {
  const id = newId()
  const client = new pg.Client({ connectionString: adminUrl() })
  await client.connect()
  await client.query(
    `INSERT INTO organizations (id, slug, name, created_at, updated_at) VALUES ($1, $2, 'Bench', now(), now())`,
    [id, `bench-${id}`]
  )
  await client.end()
  await withTenant(id, (tenant) => openAuditChain(tenant))
  return id
}

export function adminUrl() {
  const url = new URL(process.env.DB_ADMIN_URL!)
  url.pathname = '/quarterdeck_bench'
  return url.href
}

/** CPU time of every session of the database so far, in microseconds; null where Linux does not tell. */
export async function databaseCpuMicros(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`
  )
  await client.end()
  try {
    return rows.reduce((sum, { pid }) => sum + cpuMicrosOf(pid), 0)
  } catch {
    return null
  }
}

/** User and system time, fields 14 and 15 of `/proc/<pid>/stat`; a name may hold spaces. */
function cpuMicrosOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS
}
