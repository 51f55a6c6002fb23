import { Organization } from '#organizations'

/** The sample organization, where this installation has one. */
export function findSample(): Promise<Organization | null> {
  return Organization.query().where('is_sample', true).orderBy('created_at').first()
}
