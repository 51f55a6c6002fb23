import { newId, withTenant, type TenantTransaction } from '#foundation'
import { AddMember, type Delegated } from '#organizations/actions/add_member'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import Organization from '#organizations/models/organization'
import { freeSlug } from '#organizations/slug'
import { isTaken } from '#organizations/taken'

export interface NewOrganization {
  name: string
  timeZone: string
  currency: string
  ip: string | null
  /** Holds fictitious numbers, to look around in. */
  isSample?: boolean
}

/** Who owns it first, and what their place follows from where an agency makes it for a client. */
type Owner = (tenant: TenantTransaction) => Promise<{ id: string; through?: Delegated }>

/**
 * Makes an organization with its first owner, in one transaction. The owner comes from a function,
 * because at sign-up the person is made in the same transaction; `also` belongs to the same transaction too.
 */
export class CreateOrganization {
  async execute(
    request: NewOrganization,
    owner: Owner,
    also: (tenant: TenantTransaction) => Promise<void> = async () => {}
  ): Promise<Organization> {
    try {
      return await this.make(request, owner, also)
    } catch (error) {
      // Another one of this name was made at this very moment, so now its address is seen to be taken.
      return isTaken(error, 'organizations_slug_key')
        ? this.make(request, owner, also)
        : Promise.reject(error)
    }
  }

  private async make(
    { name, timeZone, currency, ip, isSample = false }: NewOrganization,
    owner: Owner,
    also: (tenant: TenantTransaction) => Promise<void>
  ): Promise<Organization> {
    const id = newId()
    const slug = await freeSlug(name)
    return withTenant(id, async (tenant) => {
      const person = await owner(tenant)
      const organization = await Organization.create(
        { id, slug, name, timeZone, currency, isSample, dataVersion: 0 },
        { client: tenant.trx }
      )
      await new AddMember().execute(tenant, {
        userId: person.id,
        role: 'owner',
        through: person.through,
      })
      await this.record(tenant, { actor: { id: person.id, ip }, name })
      await also(tenant)
      return organization
    })
  }

  private record(tenant: TenantTransaction, { actor, name }: { actor: Actor; name: string }) {
    const subject = `organization:${tenant.organizationId}`
    return announce(tenant, { actor, action: 'organization.created', subject, detail: { name } })
  }
}
