import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import InspectUpload from './actions/inspect_upload.js'
import RunImport from './actions/run_import.js'
import StartImport from './actions/start_import.js'
import { ignoredNotice } from './ignored_notice.js'
import { applyRequest, type MappingRequest } from './mapping/check_mapping.js'
import Import, { type ImportOutcome } from './models/import.js'
import { currencyOfSource } from './sources.js'
import type { StoredFile } from './uploads.js'

export interface FileImport {
  organization: Organization
  file: StoredFile
  /** Name of the source; its slug is the first part of the metrics' ids. */
  sourceName: string
  /** What to do differently from what the file suggests. */
  request?: MappingRequest
  again?: boolean
  requestedBy: string | null
  correlationId: string
}

/** Inspects a file, maps it and puts its import into the queue. The run can be watched from then on. */
export async function queueFileImport(order: FileImport): Promise<Import> {
  return start(order, 'queue')
}

/** The same, done before it answers. Throws a `Refusal` with the sentence for the person. */
export async function importFile(
  order: FileImport,
  signal: AbortSignal = new AbortController().signal
): Promise<{ found: Import; outcome: ImportOutcome; notices: string[] }> {
  const { id } = await start(order, 'caller')
  const outcome = await new RunImport().execute({
    organizationId: order.organization.id,
    importId: id,
    signal,
  })
  const found = await withTenant(order.organization.id, () =>
    Import.of(order.organization).where('id', id).firstOrFail()
  )
  const notices = [
    ...found.inspection.findings
      .filter(({ tone }) => tone === 'check')
      .map(({ label, text, evidence }) => `${label}: ${text}. ${evidence}`),
    ...(found.outcome.ignored ?? []).map(ignoredNotice),
  ]
  return { found, outcome: outcome!, notices }
}

async function start(order: FileImport, by: 'queue' | 'caller'): Promise<Import> {
  const { organization, file, request = {}, requestedBy } = order
  const inspected = await new InspectUpload().execute(organization, {
    file,
    createdBy: requestedBy,
    chosen: request.format,
  })
  return withTenant(organization.id, async (tenant) => {
    const currency = await currencyOfSource(tenant, order.sourceName)
    return new StartImport().execute(tenant, organization, {
      found: inspected,
      order: {
        sourceName: order.sourceName,
        mapping: applyRequest(
          inspected.inspection.columns,
          request,
          currency ?? organization.currency
        ),
        again: order.again,
        requestedBy,
        correlationId: order.correlationId,
        now: DateTime.utc(),
        by,
      },
    })
  })
}
