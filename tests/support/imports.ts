import { execFile } from 'node:child_process'
import { withTenant } from '#foundation'
import { importFile, storedFile, type MappingRequest } from '#imports'
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
  return importFile({
    organization,
    file: await storedFile(path, basename(path)),
    sourceName: source,
    request,
    again,
    requestedBy: null,
    correlationId: 'test',
  })
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
