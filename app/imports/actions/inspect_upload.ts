import { currentTenant, withTenant, type TenantTransaction } from '#foundation'
import type Organization from '#organizations/models/organization'
import { assertFilesAreOn, consentToFiles } from '../file_plugin.js'
import { inspectInChild } from '../child/reader_process.js'
import { recallMapping } from '../mapping/remembered_mapping.js'
import { suggestMapping } from '../mapping/suggest_mapping.js'
import Import from '../models/import.js'
import type { FileFormat } from '../reading/format.js'
import type { Inspection } from '../reading/inspect_file.js'
import { currencyOfSource } from '../sources.js'
import { whileHeld, type StoredFile } from '../uploads.js'

export interface Upload {
  file: StoredFile
  createdBy: string | null
  chosen?: Partial<FileFormat>
  /** Where the person wants it to go, if that is known already. */
  sourceName?: string | null
}

/** Takes a stored file up: looks at it and suggests what its columns mean. Nothing is imported yet. */
export default class InspectUpload {
  async execute(organization: Organization, upload: Upload): Promise<Import> {
    const inspection = await this.look(organization, upload)
    return withTenant(organization.id, (tenant) =>
      this.keep(tenant, organization, { upload, inspection })
    )
  }

  /** Reads the file, in a process of its own. */
  async look(organization: Organization, { file, createdBy, chosen = {} }: Upload) {
    const { path, fileName } = file
    await withTenant(organization.id, () => consentToFiles(organization, createdBy))
    return whileHeld(path, () => inspectInChild({ path, fileName, chosen }))
  }

  /** Writes down what was found, with a suggestion of what the columns mean. */
  async keep(
    tenant: TenantTransaction,
    organization: Organization,
    { upload, inspection }: { upload: Upload; inspection: Inspection }
  ): Promise<Import> {
    const { file, createdBy, sourceName = null } = upload
    const remembered = await recallMapping(tenant, inspection.columns)
    const currency = sourceName && (await currencyOfSource(tenant, sourceName))
    return Import.createIn(organization, {
      fileName: file.fileName,
      storedPath: file.path,
      byteSize: file.byteSize,
      checksum: file.checksum,
      lastPosition: 0,
      state: 'inspected',
      format: inspection.format,
      inspection,
      mapping: remembered ?? suggestMapping(inspection.columns, currency || organization.currency),
      outcome: {},
      createdBy,
      sourceName,
    })
  }

  /** Looks again with what the person corrected. */
  async again(
    organization: Organization,
    found: Import,
    corrected: Partial<FileFormat>
  ): Promise<Import> {
    const tenant = currentTenant()
    await assertFilesAreOn(tenant)
    const { storedPath: path, fileName, sourceName } = found
    const inspection = await inspectInChild({ path, fileName, chosen: corrected })
    const currency = sourceName && (await currencyOfSource(tenant, sourceName))
    const mapping = suggestMapping(inspection.columns, currency || organization.currency)
    return found.merge({ inspection, format: inspection.format, mapping }).save()
  }
}
