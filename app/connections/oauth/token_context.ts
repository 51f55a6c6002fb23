import type { Auth, ClientCredentials, JwtBearer, OAuth2 } from '#kit'
import { VendorFailure } from '#reading'
import { compileAddress } from '#shared/expressions/address'
import { MappingFault } from '#shared/expressions/functions'
import { compileTemplate, type Render } from '#shared/expressions/template'
import type { OAuthClient } from './oauth_clients.js'

/** Ways of signing in whose requests carry a token that the vendor issues. */
export type TokenAuth = OAuth2 | ClientCredentials | JwtBearer

/** What surrounds a request for a token: who asks, for which source, and where it may go. */
export interface TokenContext<Way extends TokenAuth = TokenAuth> {
  auth: Way
  client: OAuthClient
  mode: 'live' | 'sandbox'
  /** The vendor's name in sentences. */
  title: string
  /** Where the organization lets the plugin go. */
  hosts: ReadonlySet<string>
  settings: Record<string, unknown>
  credentials: Record<string, string>
  /** What was kept of token answers and of the redirect. */
  token: Record<string, unknown>
  now: Date
  signal?: AbortSignal
}

export const isTokenAuth = (auth: Auth): auth is TokenAuth =>
  auth.kind === 'oauth2' || auth.kind === 'clientCredentials' || auth.kind === 'jwtBearer'

export const isFor = <Kind extends TokenAuth['kind']>(
  kind: Kind,
  context: TokenContext
): context is TokenContext<Extract<TokenAuth, { kind: Kind }>> => context.auth.kind === kind

export type Filling = Pick<TokenContext, 'title' | 'client' | 'settings' | 'credentials' | 'token'>

/** Fills the holes of parameters, such as `{credentials.accessToken}`. What answers nothing is left out. */
export function fillAll(templates: Record<string, string> = {}, filling: Filling) {
  const filled = Object.entries(templates).map(
    ([name, template]) => [name, fill(template, filling)] as const
  )
  return Object.fromEntries(filled.filter(([, value]) => value !== ''))
}

export const fill = (template: string, filling: Filling): string =>
  rendered(compileTemplate(template, 'signature'), template, filling)

/** The address of a consent page or token endpoint, whose host or path may be the tenant's own. */
export const addressFor = (address: string, filling: Filling): string =>
  rendered(compileAddress(address, 'signature'), address, filling)

const scopeOf = ({ client, settings, credentials, token }: Filling) => ({
  account: null,
  parent: null,
  window: null,
  settings,
  credentials,
  token,
  client: { ...client.fields, id: client.id, secret: client.secret },
})

function rendered(render: Render, template: string, filling: Filling): string {
  try {
    return render(scopeOf(filling))
  } catch (error) {
    if (error instanceof MappingFault) {
      throw new VendorFailure({
        kind: template.includes('credentials.') ? 'authorization' : 'configuration',
        action: 'fail',
        code: 'E_REQUEST',
        message: `${filling.title} cannot be asked for access: what was entered does not fit. Check the settings and the sign-in of the source.`,
        cause: error,
      })
    }
    throw error
  }
}
