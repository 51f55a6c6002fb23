import type { TenantTransaction } from '#foundation'
import { AddMember } from '#organizations/actions/add_member'
import { DerivePlaces, type Derivation } from '#organizations/actions/derive_places'
import type { Role } from '#organizations/roles'

/** Places in an organization that contexts above give: to one person, or to the people of an agency. */
export const places = {
  /** Answers whether the place is new. */
  add: (tenant: TenantTransaction, place: { userId: string; role: Role }) =>
    new AddMember().execute(tenant, place),
  /** Answers which place each of the agency's people has by now. */
  derive: (tenant: TenantTransaction, derivation: Derivation) =>
    new DerivePlaces().execute(tenant, derivation),
}
