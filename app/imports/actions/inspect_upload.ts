import { withTenant, type TenantTransaction } from '#foundation'
import type Organization from '#organizations/models/organization'
import { assertFilesAreOn, consentToFiles } from '../file_plugin.js'
import { inReaderPool } from '../child/reader_pool.js'
import { inspectInChild } from '../child/reader_process.js'
import { recallMapping, withRemembered } from '../mapping/remembered_mapping.js'
import { suggestMapping } from '../mapping/suggest_mapping.js'
import Import from '../models/import.js'
import { assertOpen } from '../queries/assert_open.js'
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
    return whileHeld(path, () =>
      inReaderPool(organization.id, () => inspectInChild({ path, fileName, chosen }))
    )
  }

  /** Writes down what was found, with a suggestion of what the columns mean. */
  async keep(
    tenant: TenantTransaction,
    organization: Organization,
    { upload, inspection }: { upload: Upload; inspection: Inspection }
  ): Promise<Import> {
    const { file, createdBy, sourceName = null } = upload
    return Import.createIn(organization, {
      fileName: file.fileName,
      storedPath: file.path,
      byteSize: file.byteSize,
      checksum: file.checksum,
      lastPosition: 0,
      state: 'inspected',
      format: inspection.format,
      inspection,
      mapping: await this.suggest(tenant, organization, { inspection, sourceName }),
      outcome: {},
      createdBy,
      sourceName,
    })
  }

  /** As such a file was mapped before, or as its columns suggest. */
  private async suggest(
    tenant: TenantTransaction,
    organization: Organization,
    { inspection, sourceName }: { inspection: Inspection; sourceName: string | null }
  ) {
    const remembered = await recallMapping(tenant, inspection.columns)
    const ofSource = sourceName ? await currencyOfSource(tenant, sourceName) : null
    const currency = ofSource ?? remembered?.currency ?? organization.currency
    const suggested = suggestMapping(inspection, currency)
    return remembered ? withRemembered(suggested, remembered) : suggested
  }

  /** Looks again with what the person corrected. Opens its own transactions, and reads the file between them. */
  async again(organization: Organization, importId: string, corrected: Partial<FileFormat>) {
    const { storedPath: path, fileName } = await withTenant(organization.id, async (tenant) => {
      await assertFilesAreOn(tenant)
      return openImport(organization, importId)
    })
    const inspection = await inReaderPool(organization.id, () =>
      inspectInChild({ path, fileName, chosen: corrected })
    )
    return withTenant(organization.id, async (tenant) => {
      const found = await openImport(organization, importId)
      const { sourceName } = found
      const mapping = await this.suggest(tenant, organization, { inspection, sourceName })
      return found.merge({ inspection, format: inspection.format, mapping }).save()
    })
  }
}

/** Held, because somebody may land it meanwhile. */
async function openImport(organization: Organization, id: string): Promise<Import> {
  const found = await Import.of(organization).where({ id }).forUpdate().firstOrFail()
  assertOpen(found)
  return found
}
