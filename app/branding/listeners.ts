import { currentTenant } from '#foundation'
import { provideMailBrand } from '#mail'
import { brandOfOrganization, brandOfPerson, type HostedBrand } from './brand.js'

/** Mail about an organization is in its brand; mail to a person, where all they know is one brand. */
provideMailBrand(async (whose) => {
  const organizationId =
    'organizationId' in whose ? whose.organizationId : currentTenant(null)?.organizationId
  if (organizationId) {
    return mailBrand(await brandOfOrganization(organizationId))
  }
  return 'email' in whose ? mailBrand(await brandOfPerson(whose.email)) : null
})

const mailBrand = (brand: HostedBrand | null) =>
  brand && {
    name: brand.name,
    host: brand.host,
    sender: { name: brand.senderName, address: brand.senderAddress },
  }
