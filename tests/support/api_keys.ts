import { withTenant } from '#foundation'
import type { Organization } from '#organizations'
import { createApiKeyFor } from '#organizations/actions/create_api_key_for'
import { CreateApiKey } from '#organizations/actions/create_api_key'
import type { ApiScope } from '#organizations/api_keys'

/** An API key of the organization, as text for `client.get(…).bearerToken(key)`. */
export async function givenApiKey({ slug }: Organization, scopes: ApiScope[]): Promise<string> {
  const answer = await createApiKeyFor({ slug, scopes, name: 'Tests' })
  if (answer.status === 'refused') {
    throw new Error(answer.message)
  }
  return answer.key
}

/** A key that this member made under Settings. */
export async function givenKeyOf(organization: Organization, member: { id: string }) {
  const actor = { id: member.id, ip: null }
  const request = { name: 'Their own', scopes: ['metrics:read'] as ApiScope[], actor }
  const { key } = await withTenant(organization.id, (tenant) =>
    new CreateApiKey().execute(tenant, request)
  )
  return key
}
