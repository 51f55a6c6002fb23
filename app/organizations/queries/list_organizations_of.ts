import Organization from '#organizations/models/organization'

/** Every organization a person belongs to, by name. Reads the directory, so no tenant is open. */
export async function listOrganizationsOf(userId: string): Promise<Organization[]> {
  return Organization.query()
    .whereIn('id', (directory) =>
      directory.from('user_organizations').select('organization_id').where('user_id', userId)
    )
    .orderBy('name')
    .orderBy('id')
}
