import { createVerify } from 'node:crypto'
import type { SandboxOAuth } from '#kit'
import type { OAuthScene } from './oauth_scene.js'
import { readToken, type TokenContent } from './tokens.js'

/** RFC 7523 section 2.1: a service account signs that it may. */
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/**
 * What an access token would say for grants besides code and refresh: the client's own (RFC 6749 section 4.4), a signed assertion, or a
 * vendor's exchange of a live token for one that lives longer. Nothing where the grant is not this vendor's, or not deserved.
 */
export function exchangeOther(
  form: URLSearchParams,
  client: string,
  scene: OAuthScene
): TokenContent | undefined {
  const grant = form.get('grant_type') ?? ''
  if (!scene.oauth.grants?.includes(grant)) {
    return undefined
  }
  const exchange = GRANTS[grant] ?? exchangeToken
  return exchange(form, client, scene)
}

type Exchange = (
  form: URLSearchParams,
  client: string,
  scene: OAuthScene
) => TokenContent | undefined

const granted = (form: URLSearchParams, client: string, scene: OAuthScene): TokenContent => ({
  kind: 'access',
  namespace: scene.namespace,
  client,
  scope: form.get('scope') ?? '',
  login: scene.oauth.login,
})

const GRANTS: Record<string, Exchange> = {
  client_credentials: granted,
  [JWT_BEARER]: (form, client, scene) => granted(form, issuerOf(form) ?? client, scene),
}

/** A live token for one that lives longer. */
const exchangeToken: Exchange = (form, client, { oauth, book, now }) => {
  const token = form.get(oauth.exchangeParameter ?? 'subject_token') ?? ''
  const content = readToken(token, 'access')
  const isLive = content && book.grantOf(token, now).status === 'valid'
  return isLive ? { ...content, client } : undefined
}

/** The client of a request whose assertion is signed by the key that the wire lists for its issuer. */
export function provenByAssertion(form: URLSearchParams, { clients }: SandboxOAuth): boolean {
  const [head, body, signature] = (form.get('assertion') ?? '').split('.')
  const key = clients[issuerOf(form) ?? '']
  if (form.get('grant_type') !== JWT_BEARER || !signature || !key?.includes('PUBLIC KEY')) {
    return false
  }
  return createVerify('RSA-SHA256').update(`${head}.${body}`).verify(key, signature, 'base64url')
}

function issuerOf(form: URLSearchParams): string | undefined {
  const [, body] = (form.get('assertion') ?? '').split('.')
  try {
    return JSON.parse(Buffer.from(body ?? '', 'base64url').toString('utf8')).iss
  } catch {
    return undefined
  }
}

/** The vendor's own names of RFC 6749's parameters, such as `app_id` for `client_id`, put right. */
export function standardNames(form: URLSearchParams, { names }: SandboxOAuth): URLSearchParams {
  const standard = new URLSearchParams(form)
  for (const [name, own] of Object.entries(names ?? {})) {
    const value = form.get(own)
    if (value !== null) {
      standard.set(name, value)
    }
  }
  if (names && !standard.has('grant_type')) {
    standard.set(
      'grant_type',
      standard.has('refresh_token') ? 'refresh_token' : 'authorization_code'
    )
  }
  return standard
}
