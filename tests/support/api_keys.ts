import { createApiKeyFor, type Organization } from '#organizations'
import type { ApiScope } from '#organizations/api_keys'

/** An API key of the organization, as text for `client.get(…).bearerToken(key)`. */
export async function givenApiKey({ slug }: Organization, scopes: ApiScope[]): Promise<string> {
  const answer = await createApiKeyFor({ slug, scopes, name: 'Tests' })
  if (answer.status === 'refused') {
    throw new Error(answer.message)
  }
  return answer.key
}
