import { createHash, randomBytes } from 'node:crypto'
import env from '#start/env'
import type { OAuth2 } from '#kit'
import { Refusal } from '#foundation'
import { askVendor, VendorFailure } from '#reading'
import type { OAuthClient } from './oauth_clients.js'
import { addressFor } from './token_context.js'

/** What has to be remembered between asking for consent and getting the answer. */
export interface PendingConsent {
  /** Where the person goes. */
  url: string
  state: string
  /** Empty where the vendor does not know PKCE. */
  verifier: string
}

/** The one address that vendors send people back to; registered with each client. */
export function callbackUrl(): string {
  const base =
    env.get('APP_URL') ?? `http://${process.env.HOST ?? '127.0.0.1'}:${process.env.PORT ?? 3333}`
  return new URL('/oauth/callback', base).href
}

export interface ConsentRequest {
  client: OAuthClient
  title: string
  settings: Record<string, unknown>
  /** Who should consent, as a hint to the vendor. */
  login?: string
}

/** The address of the consent page (RFC 6749 section 4.1.1, RFC 7636). */
export function askForConsent(
  auth: OAuth2,
  { client, title, settings, login }: ConsentRequest
): PendingConsent {
  const state = randomBytes(32).toString('base64url')
  const verifier = auth.pkce ? randomBytes(32).toString('base64url') : ''
  const filling = { title, client, settings, credentials: {}, token: {} }
  const url = new URL(addressFor(auth.authorize, filling))
  const parameters = {
    response_type: 'code',
    [auth.clientIdParameter ?? 'client_id']: client.id,
    redirect_uri: callbackUrl(),
    scope: auth.scopes.map(({ id }) => id).join(auth.scopeSeparator ?? ' '),
    state,
    ...auth.parameters,
    ...(verifier ? { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' } : {}),
    ...(login ? { login_hint: login } : {}),
  }
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value)
  }
  return { url: url.href, state, verifier }
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

/** The code in what the vendor answered, or why there is none. */
export function readConsent(
  parameters: URLSearchParams,
  expectedState: string,
  { auth, title }: { auth: OAuth2; title: string }
) {
  if (parameters.get('state') !== expectedState) {
    throw new Refusal({
      code: 'E_OAUTH_STATE',
      status: 400,
      message: 'This response does not match a request from this page. Connect again.',
    })
  }
  const code = parameters.get(auth.codeParameter ?? 'code')
  if (!code) {
    const isDenied = parameters.get('error') === 'access_denied'
    throw new Refusal({
      code: isDenied ? 'E_CONSENT_DENIED' : 'E_CONSENT_FAILED',
      status: 422,
      message: isDenied
        ? `Access was not granted at ${title}, so nothing was connected. Connect again to retry.`
        : `${title} did not grant access. Connect again.`,
    })
  }
  return code
}

const TIMEOUT_MS = 20_000

/**
 * Walks the consent page of the emulator, which agrees by itself, and answers what it would have sent the person
 * back with. Only for the sandbox: a person's consent is never given by a program.
 */
export async function walkSandboxConsent(
  url: string,
  signal?: AbortSignal
): Promise<URLSearchParams> {
  const request = { method: 'GET' as const, url, headers: { accept: 'text/html' } }
  const answer = await askVendor(
    { title: 'The sandbox' },
    { ...request, mode: 'sandbox', timeoutMs: TIMEOUT_MS, signal }
  )
  const location = answer.headers.location
  if (answer.status !== 302 || !location?.startsWith(callbackUrl())) {
    throw new VendorFailure({
      kind: 'configuration',
      action: 'fail',
      code: 'E_SANDBOX_CONSENT',
      message: 'The sandbox did not respond to the consent request. Check that it is running.',
    })
  }
  return new URL(location).searchParams
}
