import { hash, randomBytes } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { guarded, Refusal } from '#foundation'

/** Asks the addresses of a provider. Tests put an emulator of this machine in place; people name public ones. */
export const web = { fetch: guarded.fetch }

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA']
const MOST_BYTES = 200_000
const CLOCK_SKEW_SECONDS = 60

export interface Client {
  issuer: string
  clientId: string
  clientSecret: string
}

interface Discovery {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  jwks_uri: string
}

/** What was sent along and is compared when the browser comes back. */
export interface Expectation {
  state: string
  nonce: string
  verifier: string
}

export interface Identity {
  subject: string
  email: string
  name: string
}

/** What the provider says of itself (OpenID Connect Discovery). It has to be who it was named as. */
export async function discover(issuer: string): Promise<Discovery> {
  const address = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`
  const found = (await read(address)) as Partial<Discovery>
  const { authorization_endpoint: authorize, token_endpoint: token, jwks_uri: keys } = found
  if (found.issuer !== issuer || ![authorize, token, keys].every(isAddress)) {
    throw failed(
      `${issuer} does not describe an OpenID Connect provider of that name. Check the issuer, with or without its last slash.`
    )
  }
  return found as Discovery
}

/** Where the browser goes, and what is expected of its return. Code flow with PKCE. */
export async function beginSignIn(client: Client, callbackUrl: string, loginHint: string) {
  const { authorization_endpoint: address } = await discover(client.issuer)
  const expected: Expectation = { state: secret(), nonce: secret(), verifier: secret() }
  const url = new URL(address)
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: callbackUrl,
    scope: 'openid email profile',
    state: expected.state,
    nonce: expected.nonce,
    code_challenge: hash('sha256', expected.verifier, 'base64url'),
    code_challenge_method: 'S256',
    login_hint: loginHint,
  }
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value)
  }
  return { url: url.href, expected }
}

interface Return {
  code: string
  callbackUrl: string
  expected: Expectation
}

/** Who came back: the code for an ID token, and that by its signature, audience, nonce and time. */
export async function finishSignIn(client: Client, back: Return): Promise<Identity> {
  const { issuer, token_endpoint: tokenEndpoint, jwks_uri: keysAt } = await discover(client.issuer)
  const idToken = await exchange(client, { ...back, tokenEndpoint })
  const keys = createLocalJWKSet((await read(keysAt)) as JSONWebKeySet)
  const { payload } = await jwtVerify(idToken, keys, {
    issuer,
    audience: client.clientId,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_SKEW_SECONDS,
    requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
  }).catch(() => refuse('Its answer is not signed by it, not for us, or too old.'))
  const { sub, nonce, email, name, email_verified: isVerified } = payload
  if (nonce !== back.expected.nonce) {
    return refuse('Its answer belongs to another sign-in.')
  }
  if (typeof email !== 'string' || isVerified === false) {
    return refuse('It gives no confirmed e-mail address.')
  }
  const address = email.trim().toLowerCase()
  return { subject: sub!, email: address, name: typeof name === 'string' ? name : address }
}

async function exchange(
  { clientId, clientSecret }: Client,
  { code, callbackUrl, expected, tokenEndpoint }: Return & { tokenEndpoint: string }
): Promise<string> {
  const credentials = [clientId, clientSecret].map(encodeURIComponent).join(':')
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: callbackUrl,
    code_verifier: expected.verifier,
  })
  const answer = (await read(tokenEndpoint, {
    method: 'POST',
    body: body.toString(),
    headers: {
      'authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'accept': 'application/json',
    },
  })) as { id_token?: unknown }
  return typeof answer.id_token === 'string' ? answer.id_token : refuse('It gave no ID token.')
}

async function read(address: string, options: Parameters<typeof guarded.fetch>[1] = {}) {
  const { status, body } = await web.fetch(address, { ...options, maxBytes: MOST_BYTES })
  if (status !== 200) {
    return refuse(`It answered ${status}.`)
  }
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return refuse('Its answer could not be read.')
  }
}

const secret = () => randomBytes(32).toString('base64url')
const isAddress = (text: unknown) => typeof text === 'string' && URL.canParse(text)

function failed(message: string) {
  return new Refusal({ code: 'E_PROVIDER_FAILED', status: 409, message })
}

function refuse(reason: string): never {
  throw failed(
    `The identity provider of your organization did not sign you in. ${reason} Try again, or ask an admin to check Settings, Single sign-on.`
  )
}
