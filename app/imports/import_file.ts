import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import InspectUpload from './actions/inspect_upload.js'
import StartImport from './actions/start_import.js'
import { applyRequest, type MappingRequest } from './mapping/check_mapping.js'
import type Import from './models/import.js'
import { currencyOfSource } from './sources.js'
import type { Inspection } from './reading/inspect_file.js'
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

/** Looks at a file before anything is begun: nothing waits for its reader inside a transaction. */
export function lookAtFile(order: FileImport): Promise<Inspection> {
  return new InspectUpload().look(order.organization, uploadOf(order))
}

const uploadOf = ({ file, request = {}, requestedBy }: FileImport) => ({
  file,
  createdBy: requestedBy,
  chosen: request.format,
})

/**
 * Inspects a file, maps it and puts its import into the queue. The run can be watched from then on. Import, run and job
 * come to be in one transaction: where this process dies before, nothing waits for it.
 */
export async function queueFileImport(
  order: FileImport & { inspection?: Inspection }
): Promise<Import> {
  const { organization, request = {}, requestedBy, sourceName } = order
  const inspecting = new InspectUpload()
  const upload = uploadOf(order)
  const inspection = order.inspection ?? (await inspecting.look(organization, upload))
  return withTenant(organization.id, async (tenant) => {
    const found = await inspecting.keep(tenant, organization, { upload, inspection })
    const currency = (await currencyOfSource(tenant, sourceName)) ?? organization.currency
    const mapping = applyRequest(inspection, request, currency)
    const { again, correlationId } = order
    return new StartImport().execute(tenant, organization, {
      found,
      order: {
        ...{ sourceName, mapping, again, accept: request.accept, requestedBy, correlationId },
        now: DateTime.utc(),
      },
    })
  })
}
