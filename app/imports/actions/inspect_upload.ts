import { currentTenant, withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { assertFilesAreOn, consentToFiles } from '../file_plugin.js'
import { inspectInChild } from '../child/reader_process.js'
import { recallMapping } from '../mapping/remembered_mapping.js'
import { suggestMapping } from '../mapping/suggest_mapping.js'
import Import from '../models/import.js'
import type { FileFormat } from '../reading/format.js'
import { currencyOfSource } from '../sources.js'
import type { StoredFile } from '../uploads.js'

export interface Upload {
  file: StoredFile
  createdBy: string | null
  chosen?: Partial<FileFormat>
  /** Where the person wants it to go, if that is known already. */
  sourceName?: string | null
}

/** Takes a stored file up: looks at it and suggests what its columns mean. Nothing is imported yet. */
export default class InspectUpload {
  async execute(
    organization: Organization,
    { file, createdBy, chosen = {}, sourceName = null }: Upload
  ): Promise<Import> {
    const { path, fileName } = file
    await withTenant(organization.id, () => consentToFiles(organization, createdBy))
    const inspection = await inspectInChild({ path, fileName, chosen })
    return withTenant(organization.id, async (tenant) => {
      const remembered = await recallMapping(tenant, inspection.columns)
      const currency = sourceName && (await currencyOfSource(tenant, sourceName))
      return Import.createIn(organization, {
        fileName,
        storedPath: path,
        byteSize: file.byteSize,
        checksum: file.checksum,
        lastPosition: 0,
        state: 'inspected',
        format: inspection.format,
        inspection,
        mapping:
          remembered ?? suggestMapping(inspection.columns, currency || organization.currency),
        outcome: {},
        createdBy,
        sourceName,
      })
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
