import { Readable } from 'node:stream'
import { newId } from '#foundation'
import type { User } from '#identity'
import { acceptUpload, importFile } from '#imports'
import type { SampleBusiness } from '#kit'
import type { Organization } from '#organizations'
import { SAMPLE_SEED } from '../business/business.js'
import { footfallSheet } from '../business/footfall.js'
import { isPresent } from './organization.js'

const SOURCE_NAME = 'Café footfall'

/** The managers' sheet, uploaded and imported like any other. Once: a second upload is up to the person. */
export async function ensureCafeSheet(
  organization: Organization,
  owner: User,
  business: SampleBusiness
) {
  const sql = 'SELECT 1 FROM connections WHERE organization_id = $1 AND name = $2'
  if (await isPresent(organization, sql, [SOURCE_NAME])) {
    return
  }
  const sheet = footfallSheet(business.from, business.to, SAMPLE_SEED)
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
