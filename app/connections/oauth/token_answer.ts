import { durationMs } from '#shared/durations'
import { readPath } from '#shared/expressions/paths'
import type { TokenAuth, TokenContext } from './token_context.js'

/** What a token endpoint grants (RFC 6749 section 5.1). */
export interface TokenGrant {
  accessToken: string
  /** Empty where the server sent none, which means: keep the one you have. */
  refreshToken: string
  expiresAt: Date | null
  /** Null where the refresh token does not end, or the vendor does not say. */
  refreshExpiresAt: Date | null
  scope: string | null
  /** The fields that the manifest says to keep, as far as the answer has them. */
  kept: Record<string, unknown>
}

/** RFC 6749's names, and the usual one for the life of a refresh token. */
const STANDARD = {
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  expiresIn: 'expires_in',
  refreshExpiresIn: 'refresh_token_expires_in',
  scope: 'scope',
}

/** Reads what was granted; undefined where the answer holds no access token. */
export function readGrant(
  body: Record<string, unknown>,
  { auth, now }: Pick<TokenContext, 'auth' | 'now'>
): TokenGrant | undefined {
  const at = readerOf(body, auth)
  const accessToken = textOf(at('accessToken'))
  return accessToken === null
    ? undefined
    : {
        accessToken,
        refreshToken: textOf(at('refreshToken')) ?? '',
        expiresAt: endOf(at('expiresIn'), auth.lifetime, now),
        refreshExpiresAt: endOf(at('refreshExpiresIn'), refreshLifeOf(auth), now),
        scope: textOf(at('scope')),
        kept: kept(body, auth),
      }
}

const refreshLifeOf = (auth: TokenAuth) =>
  auth.kind === 'oauth2' ? auth.refreshLifetime : undefined

function readerOf(body: Record<string, unknown>, auth: TokenAuth) {
  const paths = auth.kind === 'oauth2' ? auth.answer : undefined
  return (part: keyof typeof STANDARD): unknown => {
    const path = paths?.[part]
    return (path ? readPath(body, path) : null) ?? body[STANDARD[part]]
  }
}

/** Fields stand beside the access token, or at the top of the answer. */
function kept(body: Record<string, unknown>, auth: TokenAuth): Record<string, unknown> {
  const path = auth.kind === 'oauth2' ? (auth.answer?.accessToken ?? '') : ''
  const beside = path.split('.').slice(0, -1).join('.')
  return picked(
    auth.keep,
    (name) => (beside ? readPath(body, `${beside}.${name}`) : null) ?? body[name]
  )
}

/** The fields that are kept of whatever answers by name. */
export function picked(
  names: string[] = [],
  read: (name: string) => unknown
): Record<string, unknown> {
  const found = names.map((name) => [name, read(name)] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== null && value !== undefined))
}

function endOf(seconds: unknown, otherwise: string | undefined, now: Date): Date | null {
  const lifetimeMs = Number(seconds) > 0 ? Number(seconds) * 1_000 : durationMs(otherwise ?? 'P0D')
  return lifetimeMs > 0 ? new Date(now.getTime() + lifetimeMs) : null
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
