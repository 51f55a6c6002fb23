import type { OAuth2 } from '#kit'
import { askVendor, VendorFailure } from '#reading'
import { durationMs } from '#shared/durations'
import type { OAuthClient } from './oauth_clients.js'

const TIMEOUT_MS = 20_000

/** What a token endpoint grants (RFC 6749 section 5.1). */
export interface TokenGrant {
  accessToken: string
  /** Empty where the server sent none, which means: keep the one you have. */
  refreshToken: string
  expiresAt: Date | null
  scope: string | null
}

export interface TokenRequest {
  auth: OAuth2
  client: OAuthClient
  mode: 'live' | 'sandbox'
  /** The vendor's name in sentences. */
  title: string
  /** Where the organization lets the plugin go. */
  hosts: ReadonlySet<string>
  parameters: Record<string, string>
  now: Date
  signal?: AbortSignal
}

/** Asks a token endpoint. Throws a `VendorFailure`: `reconnect` where the consent is gone, else temporary. */
export async function requestToken(request: TokenRequest): Promise<TokenGrant> {
  const response = await send(request)
  const body = parse(response.text)
  const accessToken = textOf(body.access_token)
  if (response.status !== 200 || !accessToken) {
    throw refusal(response, body, request.title)
  }
  return {
    accessToken,
    refreshToken: textOf(body.refresh_token) ?? '',
    expiresAt: expiryOf(body.expires_in, request),
    scope: textOf(body.scope),
  }
}

function send({ auth, client, mode, title, hosts, parameters, signal }: TokenRequest) {
  const basic = auth.clientAuth === 'basic'
  const identity: Record<string, string> = basic
    ? {}
    : { client_id: client.id, client_secret: client.secret }
  const pair = [client.id, client.secret].map(encodeURIComponent).join(':')
  const request = {
    method: 'POST' as const,
    url: auth.token,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(basic ? { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } : {}),
    },
    body: new URLSearchParams({ ...parameters, ...identity }).toString(),
  }
  return askVendor({ title, hosts }, { ...request, mode, timeoutMs: TIMEOUT_MS, signal })
}

function parse(text: string): Record<string, unknown> {
  try {
    const body = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}

function expiryOf(seconds: unknown, { auth, now }: TokenRequest): Date | null {
  const lifetimeMs =
    Number(seconds) > 0 ? Number(seconds) * 1_000 : durationMs(auth.lifetime ?? 'P0D')
  return lifetimeMs > 0 ? new Date(now.getTime() + lifetimeMs) : null
}

const GONE = ['invalid_grant', 'unauthorized_client', 'access_denied']

/** The error code only: descriptions of some servers repeat the token. */
function refusal(response: { status: number }, body: Record<string, unknown>, title: string) {
  const code = textOf(body.error) ?? ''
  if (GONE.includes(code)) {
    return new VendorFailure({
      kind: 'authorization',
      action: 'reconnect',
      code: 'E_CONSENT_GONE',
      message: `${title} no longer accepts the consent: it was withdrawn, expired, or the password changed. Reconnect the source.`,
    })
  }
  if (code === 'invalid_client') {
    return new VendorFailure({
      kind: 'configuration',
      action: 'fail',
      code: 'E_OAUTH_CLIENT',
      message: `${title} does not know this installation's client, or its secret is wrong. The operator has to set it again with oauth-client:set.`,
    })
  }
  return new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code: `E_TOKEN_${response.status}`,
    message: `${title} could not renew the access right now. The sync retries automatically.`,
    retryAfterSeconds: 60,
  })
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
