import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SandboxGrant, UnixSeconds } from '#kit'

/** Not a secret: the tokens open the emulator only, and have to survive its restarts. */
const SIGNING_KEY = 'quarterdeck vendor emulator'

export interface TokenContent {
  kind: 'code' | 'access' | 'refresh'
  login: string
  /** Parallel tests do not disturb each other: each has its own. */
  namespace: string
  client: string
  expiresAt?: UnixSeconds
  redirectUri?: string
  challenge?: string
  scope?: string
  isOffline?: boolean
}

const PREFIX = { code: '4/0A', access: 'ya29.', refresh: '1//0' }

/** A token that carries its own meaning, so that the emulator needs no store of them. */
export function issueToken(content: TokenContent): string {
  const nonce = randomBytes(6).toString('hex')
  const body = Buffer.from(JSON.stringify({ ...content, nonce })).toString('base64url')
  return `${PREFIX[content.kind]}${body}.${sign(body)}`
}

export function readToken(token: string, kind: TokenContent['kind']): TokenContent | undefined {
  if (!token.startsWith(PREFIX[kind])) {
    return undefined
  }
  const [body, signature] = token.slice(PREFIX[kind].length).split('.')
  if (!body || !signature || !matches(signature, sign(body))) {
    return undefined
  }
  const content: TokenContent = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  return content.kind === kind ? content : undefined
}

function sign(body: string): string {
  return createHmac('sha256', SIGNING_KEY).update(body).digest('base64url').slice(0, 22)
}

function matches(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

/** What was revoked, expired early or used up while this emulator has been running. */
export class TokenBook {
  #revoked = new Set<string>()
  #expired = new Set<string>()
  #spent = new Set<string>()

  grantOf(accessToken: string, now: Date): SandboxGrant {
    const content = readToken(accessToken, 'access')
    if (!content) {
      return { status: 'unknown' }
    }
    if (this.#revoked.has(accessToken) || this.#revoked.has(loginKey(content))) {
      return { status: 'revoked' }
    }
    const isOver = (content.expiresAt ?? Infinity) * 1000 <= now.getTime()
    if (isOver || this.#expired.has(accessToken)) {
      return { status: 'expired' }
    }
    return { status: 'valid', login: content.login, scope: content.scope ?? '' }
  }

  isRevoked(token: string): boolean {
    const content = readToken(token, 'refresh')
    return this.#revoked.has(token) || (!!content && this.#revoked.has(loginKey(content)))
  }

  revoke(token: string) {
    this.#revoked.add(token)
  }

  /** Everything the person granted, as when a password changes. */
  revokeLogin(login: string, namespace: string) {
    this.#revoked.add(loginKey({ login, namespace }))
  }

  expire(accessToken: string) {
    this.#expired.add(accessToken)
  }

  /** A code works once (RFC 6749 section 4.1.2). Answers false the second time. */
  spend(code: string): boolean {
    const isFresh = !this.#spent.has(code)
    this.#spent.add(code)
    return isFresh
  }

  clear() {
    this.#revoked.clear()
    this.#expired.clear()
    this.#spent.clear()
  }
}

const loginKey = ({ login, namespace }: { login: string; namespace: string }) =>
  `login ${login} in ${namespace}`

/** A refresh token as the vendor would have given it at consent, for tests that start connected. */
export function sandboxRefreshToken(
  granted: Pick<TokenContent, 'login' | 'client'> & { namespace?: string; scope?: string }
): string {
  return issueToken({ kind: 'refresh', namespace: 'default', scope: '', ...granted })
}
