import { execFile } from 'node:child_process'
import { hash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import db from '@adonisjs/lucid/services/db'
import { newId, withTenant } from '#foundation'
import RunImport from '#imports/actions/run_import'
import type { ImportOutcome } from '#imports/models/import'
import {
  followImport,
  importOf,
  queueFileImport,
  type MappingRequest,
  type StoredFile,
} from '#imports'
import { runMetricQuery } from '#metrics'
import type Organization from '#organizations/models/organization'
import { DateTime } from 'luxon'
import { basename } from 'node:path'
import { givenFile } from './files.js'

/** Imports text or bytes under a file name, as the wizard and the command do. */
export async function importText(
  organization: Organization,
  content: string | Buffer,
  {
    name = 'shop.csv',
    again,
    source,
    ...request
  }: MappingRequest & { name?: string; again?: boolean; source?: string } = {}
) {
  return importPath(organization, await givenFile(name, content), { again, request, source })
}

export async function importPath(
  organization: Organization,
  path: string,
  {
    again,
    request,
    source = 'shop',
  }: { again?: boolean; request?: MappingRequest; source?: string } = {}
) {
  const found = await queueFileImport({
    organization,
    file: await storedFile(path, basename(path)),
    sourceName: source,
    request,
    again,
    requestedBy: null,
    correlationId: newId(),
  })
  await takeFromQueue(found)
  await new RunImport().execute(takenUp(found))
  const { organizationId, id: importId } = found
  const signal = AbortSignal.timeout(10_000)
  const report = await followImport({ organizationId, importId, signal, onProgress: () => {} })
  const ended = await withTenant(organizationId, () => importOf(organizationId, importId))
  return { found: ended, outcome: report.outcome as ImportOutcome, notices: report.notices }
}

/** The test does it itself, and leaves no job for others to meet. */
export const takeFromQueue = ({ id }: { id: string }) =>
  db.rawQuery(`DELETE FROM pgboss.job WHERE name = 'imports.run' AND data ->> 'importId' = ?`, [id])

/** An import as a worker takes it up, whose queue has nothing to say. */
export function takenUp({ organizationId, id: importId }: { organizationId: string; id: string }) {
  const { signal } = new AbortController()
  const completeIn = async () => {}
  return { organizationId, importId, signal, stopping: signal, completeIn, isLastTry: false }
}

/** A file of a test, read where it lies. */
export async function storedFile(path: string, fileName: string): Promise<StoredFile> {
  const content = await readFile(path)
  const { size: byteSize } = await stat(path)
  return { fileName, path, byteSize, checksum: hash('sha256', content) }
}

/** The sum of a metric over everything, to the cent, or why there is none. */
export async function totalOf(organization: Organization, metric: string) {
  const { totals } = await ask(organization, { metrics: [metric] })
  const total = totals[metric]
  return total.status === 'available' ? Math.round(total.value * 100) / 100 : total.reason
}

export function ask(organization: Organization, question: Record<string, unknown>) {
  return withTenant(organization.id, (tenant) =>
    runMetricQuery(
      tenant,
      organization,
      { range: { from: '1900-01-01', to: '2100-12-31' }, metrics: [], ...question },
      DateTime.utc()
    )
  )
}

/** Runs `node ace …` as a person does. */
export function runAce(...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ['ace.js', ...args], { env: process.env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr })
    )
  })
}
