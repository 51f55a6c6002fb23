import { createHmac } from 'node:crypto'
import type { SampleBusiness } from './sample_business.js'

/** One request as it reached the emulator, with the host the caller believed to be calling. */
export interface SandboxRequest {
  method: string
  host: string
  path: string
  query: URLSearchParams
  /** Names in lower case. */
  headers: Record<string, string>
  body: string
}

/** A signature that is part of the body, by its place, and the places of the fields that it is over. */
export interface BodySignature {
  field: string
  over: string[]
}

export interface SandboxReply {
  status: number
  headers?: Record<string, string>
  /** Sent as JSON; a string is sent as it is. */
  body: unknown
}

/** Who an access token speaks for, or why it does not. */
export type SandboxGrant =
  { status: 'valid'; login: string; scope: string } | { status: 'expired' | 'revoked' | 'unknown' }

/** What a vendor's emulator may look at while it answers. */
export interface SandboxWorld {
  now: Date
  business: SampleBusiness
  /**
   * Replaces the vendor's own page size, so that tests can page through few rows. A list whose end is seen only by a page
   * that is not full has to keep to the size that the request asks for.
   */
  pageSize?: number
  /** Looks an OAuth access token up. */
  grantOf(accessToken: string): SandboxGrant
  /** Whether a key was revoked through the emulator's admin API. */
  isRevoked(key: string): boolean
  /** What was asked to go wrong with the vendor's asynchronous reports. */
  reportFault?: 'fails' | 'stays' | 'empty'
}

/** The vendor's authorization server: RFC 6749 with PKCE, consent given automatically. */
export interface SandboxOAuth {
  /** Whole addresses, as in the manifest: the emulator answers them itself. */
  authorize: string
  token: string
  revoke?: string
  accessTokenSeconds: number
  /** Parameter of the consent page without which the vendor gives no refresh token, such as `access_type`, `offline`. */
  refreshOnlyWith?: [name: string, value: string]
  /**
   * Each refresh answers a new refresh token and ends the one that was used (RFC 9700 section 2.2.2). Google does not; vendors
   * whose manifest says `rotates` do.
   */
  rotatesRefreshTokens?: true
  /** Further grants besides code and refresh: `client_credentials`, the JWT bearer of RFC 7523, an exchange of a live token. */
  grants?: string[]
  exchangeParameter?: string
  /** The vendor's names of RFC 6749's parameters: `{ client_id: 'app_id', code: 'auth_code' }`. */
  names?: Record<string, string>
  withoutRefresh?: true
  /** Fields of the token answer besides RFC 6749's; texts may hold `{{login}}`. */
  answer?: Record<string, unknown>
  /** Field that wraps the whole token answer. */
  wrap?: string
  /** What the vendor sends the person back with besides code and state: `{ realmId: '123' }`. */
  redirect?: Record<string, string>
  /** Client id → secret. Public: they open the emulator and nothing else. */
  clients: Record<string, string>
  /** Who consents unless the request carries `login_hint`. */
  login: string
  /** Logins whose refresh tokens the vendor no longer honours. */
  revokedLogins: string[]
  /** Error bodies where the vendor adds to RFC 6749, by error code. */
  descriptions: Record<string, string>
}

/** Where a page keeps its records and its way on, so that faults can be put into any vendor's pages. */
export interface SandboxPaging {
  /** Dotted path; `$` where the answer is the list. So are the others. */
  records: string
  /** Field of the answer that carries the next token. */
  next?: string
  /** The field carries a whole address. */
  nextIsUrl?: boolean
  /** Header of the answer that carries the next address as `<…>; rel="next"`. */
  linkHeader?: string
  /** Field of the answer that says whether there is more: true or false. */
  more?: string
  /** Field of the answer that says whether this was the last page: true or false. */
  last?: string
  /** Field of the answer with the number of pages, or of records in all. */
  count?: string
  /** Header of the answer with the number of pages, or of records in all. */
  countHeader?: string
  /** Parameter of the request that carries the way on. */
  marker: { in: 'query' | 'body'; name: string }
}

/** A connection that the sample organization starts with. */
export interface SampleConnection {
  slug: string
  name: string
  connector: string
  auth: string
  /** For OAuth: who consents. */
  login?: string
  /** For keys: what the person would paste. */
  credentials?: Record<string, string>
  settings?: Record<string, unknown>
  /** The vendor refuses it on purpose, so that the sample shows how that looks. */
  broken?: true
  /** For trying the plugin; the sample organization starts without it. */
  isTrialOnly?: boolean
}

/**
 * What stands in for a vendor in tests and in the sandbox. It follows the vendor's public
 * documentation, not our reader of it.
 */
export interface VendorSandbox {
  plugin: `${string}/${string}`
  /** Exact, or `*.example.com` where each tenant has its own. */
  hosts: string[]
  paging: SandboxPaging
  /** Requests per second and credential that the vendor allows; kept only where a test asks for it. */
  requestsPerSecond?: number
  oauth?: SandboxOAuth
  connections: SampleConnection[]
  /** Whether the path is this vendor's, where several share a host. Absent: whatever reaches its hosts. */
  serves?(request: SandboxRequest): boolean
  /** Paging of the list that the request asks for, where lists differ. */
  pagingOf?(request: SandboxRequest): SandboxPaging | undefined
  /** Whether the request asks for an asynchronous report, polls it or fetches it. */
  isReport?(request: SandboxRequest): boolean
  /** The access token of the request, where it is not `Authorization: Bearer`. */
  tokenOf?(request: SandboxRequest): string
  /** The test namespace that a request's credentials carry, where they are not OAuth tokens. */
  namespaceOf?(request: SandboxRequest): string | undefined
  reply(request: SandboxRequest, world: SandboxWorld): SandboxReply
  /** The body that the vendor documents for a failure with this status: 401, 403, 408, 429, 500, 503. */
  failure(status: number, wait?: { retryAfterSeconds?: number }): unknown
  /** Names of what it sends unasked. */
  events?: string[]
  /** Whether the vendor proves what it sends. */
  signsWebhooks?: boolean
  /** Where the signature is part of the body, and so is over some of its fields. */
  bodySignature?: BodySignature
  /** What the vendor sends unasked about its news; throws a sentence for an event that it does not send. */
  deliveries?(
    request: {
      event: string
      url: string
      since?: number
      limit?: number
      secret?: string
      instead?: unknown
    },
    world: { now: Date; business: SampleBusiness }
  ): { id: string; headers: Record<string, string>; body: string }[]
  /** The whole answer to such a failure, where the vendor says it with another status or with headers of its own. */
  refusal?(status: number): SandboxReply
}

/** Declares a vendor's emulator; the default export of `sandbox/emulator.ts` in a plugin's folder. */
export const defineVendorSandbox = (sandbox: VendorSandbox): VendorSandbox => sandbox

/** What a hand-written emulator signs its webhooks with, in hexadecimal. A wire says `webhookSignature` instead. */
export const hmacOf = (algorithm: 'sha1' | 'sha256' | 'sha512', secret: string, text: string) =>
  createHmac(algorithm, secret).update(text).digest('hex')

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** An opaque id as vendors make them: the same for the same text, without order or meaning. */
export function opaqueId(text: string, length: number): string {
  let [high, low] = [0x9e3779b9, 0x85ebca6b]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  let id = ''
  for (let index = 0; index < length; index++) {
    high = Math.imul(high ^ (high >>> 15), 2246822519) + low
    low = Math.imul(low ^ (low >>> 13), 3266489917) + index
    id += ALPHABET[((high ^ (high >>> 16)) >>> 0) % ALPHABET.length]
  }
  return id
}
