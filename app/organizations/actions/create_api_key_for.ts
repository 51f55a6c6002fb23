import { withTenant } from '#foundation'
import { CreateApiKey } from '#organizations/actions/create_api_key'
import { API_SCOPES, type ApiScope } from '#organizations/api_keys'
import Organization from '#organizations/models/organization'

interface Request {
  slug: string
  scopes: string[]
  name: string
}

type Answer = { status: 'created'; key: string } | { status: 'refused'; message: string }

/** The command line's way to an API key: names in, a key or a sentence out. */
export async function createApiKeyFor({ slug, scopes, name }: Request): Promise<Answer> {
  const unknown = scopes.filter((scope) => !API_SCOPES.includes(scope as ApiScope))
  if (unknown.length > 0) {
    const wrong = unknown.map((scope) => `'${scope}'`).join(', ')
    return refused(`No such scope: ${wrong}. Choose --scopes from ${API_SCOPES.join(', ')}.`)
  }
  const organization = await Organization.findBy('slug', slug)
  if (!organization) {
    return refused(
      `There is no organization '${slug}'. Its slug is the part after /o/ in its address.`
    )
  }
  const actor = { id: null, ip: null }
  const { key } = await withTenant(organization.id, (tenant) =>
    new CreateApiKey().execute(tenant, { name, scopes: scopes as ApiScope[], actor })
  )
  return { status: 'created', key }
}

function refused(message: string): Answer {
  return { status: 'refused', message }
}
