import { recordAudit } from '#audit'
import { Refusal, withTenant } from '#foundation'
import { places, type Organization } from '#organizations'
import { findSample } from '#core/queries/find_sample'

/**
 * Lets a person look around in the sample organization: as a viewer, who sees every number and changes
 * nothing. Somebody who belongs to it already keeps the own role.
 */
export class VisitSample {
  async execute(person: { id: string }, ip: string): Promise<Organization> {
    const sample = await findSample()
    if (!sample) {
      throw new Refusal({
        code: 'E_NO_SAMPLE',
        status: 404,
        message:
          'This installation has no sample organization. Connect a source in its sandbox instead; it has the same sample data.',
      })
    }
    await withTenant(sample.id, async (tenant) => {
      if (await places.add(tenant, { userId: person.id, role: 'viewer' })) {
        const subject = `member:${person.id}`
        await recordAudit(tenant, { actorId: person.id, action: 'sample.visited', subject, ip })
      }
    })
    return sample
  }
}
