import { openAuditChain } from '#audit'
import { asPlatform, newId, withTenant } from '#foundation'
import { Organization } from '#organizations'

const NAME = 'Conformance'

/** Where a plugin is tried: an organization of its own. */
export async function makeOrganization(): Promise<Organization> {
  const id = newId()
  const organization = await Organization.create({
    id,
    slug: `conformance-${id}`,
    name: NAME,
    timeZone: 'Europe/Amsterdam',
    currency: 'EUR',
    isSample: false,
    dataVersion: 0,
  })
  await withTenant(id, (tenant) => openAuditChain(tenant))
  return organization
}

/** The serving roles cannot delete an organization: that cascades through everything that it owns. */
export function forget({ id }: Organization) {
  const use = { actor: 'plugin:test', reason: 'the trial of a plugin is over' }
  return asPlatform(use, (trx) => trx.from('organizations').where({ id, name: NAME }).delete())
}
