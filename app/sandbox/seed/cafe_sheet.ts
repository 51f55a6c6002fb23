import { Readable } from 'node:stream'
import { newId } from '#foundation'
import type { User } from '#identity'
import { acceptUpload, importFile } from '#imports'
import type { Organization } from '#organizations'
import { SAMPLE_SEED, type SampleWindow } from '../business/business.js'
import { footfallSheet } from '../business/footfall.js'
import { isPresent } from './organization.js'

const SOURCE_NAME = 'Café footfall'
/** Made from the name; a source that was renamed keeps it. */
const SOURCE_SLUG = 'cafe-footfall'

/** The managers' sheet, uploaded and imported like any other. Once: a second upload is up to the person. */
export async function ensureCafeSheet(
  organization: Organization,
  owner: User,
  window: SampleWindow
) {
  const sql = 'SELECT 1 FROM connections WHERE organization_id = $1 AND slug = $2'
  if (await isPresent(organization, sql, [SOURCE_SLUG])) {
    return
  }
  const sheet = footfallSheet(window.from, window.to, SAMPLE_SEED)
  const file = await acceptUpload(Readable.from([Buffer.from(sheet)]), {
    fileName: 'cafe-footfall.csv',
    organizationId: organization.id,
  })
  await importFile({
    organization,
    file,
    sourceName: SOURCE_NAME,
    requestedBy: owner.id,
    correlationId: newId(),
  })
}
