import Organization from '#organizations/models/organization'

/**
 * The organizations a person belongs to, by name. Of those they reach through an agency, only the one that is asked for: there may be
 * hundreds, and the agency lists them itself. Such a place counts only while its time runs and the person is of the agency's own people, so
 * whoever leaves the agency is out of all its clients at once. Reads the directory, so no tenant is open.
 */
export async function listOrganizationsOf(
  userId: string,
  asked: { slug?: string; id?: string | null } = {}
): Promise<Organization[]> {
  return Organization.query()
    .whereRaw(
      `id IN (
        SELECT p.organization_id FROM user_organizations p JOIN organizations o ON o.id = p.organization_id
        WHERE p.user_id = :userId AND (p.ends_at IS NULL OR p.ends_at > now()) AND (p.agency_id IS NULL
          OR ((o.slug = :slug OR CAST(o.id AS text) = :id) AND EXISTS (
            SELECT FROM user_organizations own WHERE own.user_id = :userId
              AND own.organization_id = p.agency_id AND own.agency_id IS NULL))))`,
      { userId, slug: asked.slug ?? '', id: asked.id ?? '' }
    )
    .orderBy('name')
    .orderBy('id')
}
