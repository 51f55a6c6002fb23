import type { SandboxOAuth, SandboxReply, SandboxRequest } from '#kit'
import { standardNames } from './other_grants.js'
import type { OAuthScene } from './oauth_scene.js'
import { issueToken } from './tokens.js'

/** Ten minutes, the longest that RFC 6749 section 4.1.2 recommends. */
const CODE_SECONDS = 600

/** The page on which a person agrees, or does not. */
export function authorize(request: SandboxRequest, scene: OAuthScene): SandboxReply {
  const query = standardNames(request.query, scene.oauth)
  const client = query.get('client_id') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  // RFC 6749 section 4.1.2.1: never redirect to an address the client could not be checked for.
  if (!(client in scene.oauth.clients) || !/^https?:\/\//.test(redirectUri)) {
    return {
      status: 400,
      body: 'Error 400: invalid_request. The client or its redirect address is unknown.',
    }
  }
  return {
    status: 302,
    headers: { location: consent(query, { client, redirectUri }, scene) },
    body: '',
  }
}

/** Everybody consents, except the person called `deny`. Answers where the browser goes next. */
function consent(
  query: URLSearchParams,
  asked: { client: string; redirectUri: string },
  scene: OAuthScene
) {
  const target = new URL(asked.redirectUri)
  const login = query.get('login_hint') || scene.oauth.login
  if (login === 'deny') {
    target.searchParams.set('error', 'access_denied')
  } else {
    const name = scene.oauth.names?.code ?? 'code'
    target.searchParams.set(name, issueCode(query, { login, ...asked }, scene))
    target.searchParams.set('scope', query.get('scope') ?? '')
    const besides = Object.entries(scene.oauth.redirect ?? {})
    besides.forEach(([field, value]) => target.searchParams.set(field, value))
  }
  const state = query.get('state')
  if (state !== null) {
    target.searchParams.set('state', state)
  }
  return target.href
}

function issueCode(
  query: URLSearchParams,
  given: { login: string; client: string; redirectUri: string },
  { namespace, now, oauth }: OAuthScene
): string {
  return issueToken({
    kind: 'code',
    ...given,
    namespace,
    scope: query.get('scope') ?? '',
    challenge: query.get('code_challenge') ?? undefined,
    isOffline: givesRefreshToken(query, oauth),
    expiresAt: Math.floor(now.getTime() / 1000) + CODE_SECONDS,
  })
}

const givesRefreshToken = (query: URLSearchParams, { refreshOnlyWith: only }: SandboxOAuth) =>
  !only || query.get(only[0]) === only[1]
