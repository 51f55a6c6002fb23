import { cpus, loadavg, totalmem } from 'node:os'
import pg from 'pg'
import { openAuditChain } from '#audit'
import { newId, withTenant } from '#foundation'

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
