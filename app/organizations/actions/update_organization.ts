import type { TenantTransaction } from '#foundation'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import type Organization from '#organizations/models/organization'

interface Update {
  organization: Organization
  request: { name: string; timeZone: string; currency: string }
  actor: Actor
}

/** Changes how the organization is called and read. Its data stays; only how it is shown moves. */
export class UpdateOrganization {
  async execute(tenant: TenantTransaction, { organization, request, actor }: Update) {
    const { name, timeZone, currency } = organization
    organization.useTransaction(tenant.trx)
    await organization.merge(request).save()
    await announce(tenant, {
      actor,
      action: 'organization.updated',
      subject: `organization:${organization.id}`,
      detail: { from: { name, timeZone, currency }, to: request },
    })
  }
}
