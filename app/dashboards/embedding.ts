import type { HttpContext } from '@adonisjs/core/http'
import { jwtVerify } from 'jose'
import { Refusal, type TenantTransaction } from '#foundation'
import { openSecret } from '#vault'
import { keyPlace } from '#dashboards/actions/create_link'
import type { DashboardLink } from '#dashboards/queries/dashboard_links'
import { IDENTIFIER } from '#dashboards/validators/question_form'

/** Longer than anybody looks at a page, and short enough that a copied address is of little use. */
const LONGEST_LIFE = '1 day'
const MOST_FILTERS = 10
const MOST_VALUES = 200

type Bound = { dimension: string; operator: 'in'; values: string[] }

/**
 * The filters that a signed token binds: `{ "filters": { "campaign": ["Spring"] }, "exp": … }`, HS256 with the key of the
 * embed and its id as audience. Who embeds decides what each reader sees, and a reader cannot change it.
 */
export async function boundFilters(
  tenant: TenantTransaction,
  { id, secret }: DashboardLink,
  token: unknown
): Promise<Bound[]> {
  const key = await openSecret(tenant, keyPlace(id), JSON.parse(secret!))
  try {
    const { payload } = await jwtVerify(String(token), new TextEncoder().encode(key), {
      algorithms: ['HS256'],
      audience: id,
      // A token that forgets its filters, or calls them otherwise, would open everything.
      requiredClaims: ['exp', 'iat', 'filters'],
      maxTokenAge: LONGEST_LIFE,
    })
    return filtersIn(payload.filters)
  } catch (error) {
    throw error instanceof Refusal ? error : notSigned()
  }
}

function filtersIn(claim: unknown): Bound[] {
  const entries = Object.entries(claim ?? {})
  const isRight = entries.every(
    ([dimension, values]) =>
      IDENTIFIER.test(dimension) &&
      Array.isArray(values) &&
      values.length <= MOST_VALUES &&
      values.every((value) => typeof value === 'string')
  )
  if (!isRight || entries.length > MOST_FILTERS) {
    throw notSigned()
  }
  return entries.map(([dimension, values]) => ({ dimension, operator: 'in', values }))
}

function notSigned() {
  return new Refusal({
    code: 'E_EMBED_TOKEN',
    status: 410,
    message:
      'This embedded dashboard cannot be shown: its token is missing, expired or not signed with its key. Reload the page that contains it, or tell whoever runs it.',
  })
}

/** Only the pages that whoever made the embed named may frame it; every other answer of ours is framed by nobody. */
export function allowFraming({ response }: HttpContext, parents: string[]) {
  const policy = String(response.getHeader('content-security-policy') ?? '')
  const rest = policy
    .split(';')
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '' && !directive.startsWith('frame-ancestors'))
  response.header(
    'content-security-policy',
    [...rest, `frame-ancestors ${parents.join(' ')}`].join('; ')
  )
  response.removeHeader('x-frame-options')
  response.header('cross-origin-resource-policy', 'cross-origin')
}
