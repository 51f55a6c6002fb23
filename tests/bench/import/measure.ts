import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { withTenant } from '#foundation'
import { Organization } from '#organizations'
import { adminUrl, databaseCpuMicros, givenOrganization, machine } from '../surroundings.js'
import { watchReaders } from './reader_usage.js'
import { importPath } from '#tests/support/imports'

const DEFAULT_ROWS = 1_000_000

/** Imports one file as `node ace import` does, in this process, and counts what it took. */
export async function measure(args: string[]) {
  setFlagsFromString('--heap-growing-percent=20')
  const rows = Number(args.find((arg) => arg.startsWith('--rows='))?.slice(7) ?? DEFAULT_ROWS)
  const started = machine()
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'))
  try {
    const path = join(folder, 'export.csv')
    await writeExport(path, rows)
    return { machine: started, ...(await importOnce(path, rows)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** In a process of its own, so that its garbage does not count. */
function writeExport(path: string, rows: number) {
  const script = fileURLToPath(new URL('export_file.ts', import.meta.url))
  const loader = '--import=@poppinss/ts-exec'
  return promisify(execFile)(process.execPath, [loader, script, path, String(rows)])
}

async function importOnce(path: string, rows: number) {
  const organization = await Organization.findOrFail(await givenOrganization())
  const { size } = await stat(path)
  const readers = watchReaders()
  const before = process.cpuUsage()
  const databaseBefore = await databaseCpuMicros(adminUrl())
  const startMs = performance.now()
  const { outcome } = await importPath(organization, path, { source: 'export' })
  const seconds = (performance.now() - startMs) / 1_000
  const { user, system } = process.cpuUsage(before)
  const databaseAfter = await databaseCpuMicros(adminUrl())
  await assertStored(organization.id, rows)
  return {
    rows: outcome.written,
    fileMegabytes: Math.round(size / 1e6),
    seconds: round(seconds),
    /** From the start of the run to its end; before it the file was looked at, which `seconds` counts too. */
    runSeconds: outcome.seconds,
    rowsPerSecond: Math.round(rows / seconds),
    application: {
      cpuSeconds: round((user + system) / 1e6),
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    reader: readers.stop(),
    database: { cpuSeconds: round(((databaseAfter ?? 0) - (databaseBefore ?? 0)) / 1e6) },
    goal: { seconds: 12, cpuSeconds: 5, peakMegabytes: 300 },
  }
}

/** A benchmark of rows that are not there is worth nothing. */
async function assertStored(organizationId: string, rows: number) {
  const { rows: found } = await withTenant(organizationId, (tenant) =>
    tenant.query<{ rows: number }>(
      'SELECT coalesce(sum(rows), 0)::float8 AS rows FROM daily_rollups WHERE organization_id = $1',
      [organizationId]
    )
  )
  if (found[0].rows !== rows) {
    throw new Error(`${found[0].rows} rows are stored, and ${rows} were given.`)
  }
}

function round(value: number) {
  return Math.round(value * 100) / 100
}
