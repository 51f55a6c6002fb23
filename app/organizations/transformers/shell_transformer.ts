import { BaseTransformer } from '@adonisjs/core/transformers'
import type { HttpContext } from '@adonisjs/core/http'
import { UserTransformer } from '#identity'
import OrganizationTransformer from '#organizations/transformers/organization_transformer'

type Seen = Pick<HttpContext, 'auth' | 'organization' | 'membership' | 'organizations'>

/**
 * What every page knows about the person and the organization it is shown for. Reads the context
 * only: an error page is rendered while the transaction is already lost.
 */
export default class ShellTransformer extends BaseTransformer<Seen> {
  toObject() {
    const { auth, organization, membership, organizations } = this.resource
    const user = auth?.user
    return {
      user: user ? UserTransformer.transform(user) : null,
      organization: organization ? OrganizationTransformer.transform(organization) : null,
      organizations: OrganizationTransformer.transform(organizations ?? []),
      role: membership?.role ?? null,
      permissions: membership ? [...membership.permissions] : [],
    }
  }
}
