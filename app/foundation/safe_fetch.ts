import { Agent, request } from 'undici'
import { isIP } from 'node:net'
import { Refusal } from './errors.js'
import { assertOutsideTenant } from './tenant.js'
import { checkTarget, PUBLIC_WEB, type AddressRules, type CheckedTarget } from './safe_address.js'

const MAX_REDIRECTS = 5
const REDIRECTS = [301, 302, 303, 307, 308]
/** The others are followed with a GET (RFC 9110, 15.4). */
const KEEPING_METHOD = [307, 308]

export interface SafeFetchOptions {
  method?: 'GET' | 'POST' | 'HEAD'
  headers?: Record<string, string>
  body?: string
  /** Whole exchange, in milliseconds; 10,000 unless told. */
  timeoutMs?: number
  /** Largest accepted body, in bytes; 5 MB unless told. */
  maxBytes?: number
  signal?: AbortSignal
  rules?: AddressRules
}

export interface SafeResponse {
  /** Address that answered, after redirects. */
  url: string
  status: number
  headers: Record<string, string>
  body: Buffer
}

/**
 * Fetches a URL that a person can influence (webhooks, imports, logos, crawls). Every hop's literal and
 * resolved addresses are checked, and the connection goes to the checked address, so that a name
 * which resolves differently the second time gains nothing. Throws `E_UNSAFE_ADDRESS`, `E_RESPONSE_TOO_LARGE`,
 * `E_TOO_MANY_REDIRECTS`, `E_REDIRECTED_ELSEWHERE` or `E_ADDRESS_UNREACHABLE`.
 */
export async function safeFetch(
  address: string,
  options: SafeFetchOptions = {}
): Promise<SafeResponse> {
  assertOutsideTenant('An address of the web was asked')
  const signal = AbortSignal.any([
    AbortSignal.timeout(options.timeoutMs ?? 10_000),
    ...(options.signal ? [options.signal] : []),
  ])
  let [next, sent] = [address, options]
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const target = await checkTarget(next, options.rules ?? PUBLIC_WEB)
    const response = await exchange(target, sent, signal)
    const location = response.headers.location
    if (!REDIRECTS.includes(response.status) || !location) {
      return response
    }
    const to = new URL(location, target.url)
    sent = redirected(sent, { from: target.url, to, status: response.status })
    next = to.href
  }
  throw new Refusal({
    code: 'E_TOO_MANY_REDIRECTS',
    status: 422,
    message: `${address} redirects more than ${MAX_REDIRECTS} times. Use the final address.`,
  })
}

interface Redirect {
  from: URL
  to: URL
  status: number
}

/**
 * What goes on to where an answer points. Headers may hold a signature or a key that is meant for the host it was given
 * for, so another origin gets none of them, and never a body.
 */
function redirected(sent: SafeFetchOptions, { from, to, status }: Redirect): SafeFetchOptions {
  const keepsBody = KEEPING_METHOD.includes(status)
  const next =
    keepsBody || sent.method === 'HEAD'
      ? sent
      : { ...sent, method: 'GET' as const, body: undefined }
  if (from.origin === to.origin) {
    return next
  }
  if (next.body !== undefined) {
    throw new Refusal({
      code: 'E_REDIRECTED_ELSEWHERE',
      status: 422,
      message: `${from.host} passed what was sent on to ${to.host}, which it was not meant for, so it went nowhere. Use the address of ${to.host} itself if that is right.`,
    })
  }
  return { ...next, headers: undefined }
}

async function exchange(target: CheckedTarget, options: SafeFetchOptions, signal: AbortSignal) {
  const agent = pinnedAgent(target.addresses)
  try {
    const answer = await request(target.url, {
      method: options.method ?? 'GET',
      headers: options.headers,
      body: options.body,
      dispatcher: agent,
      signal,
    })
    const body = await readLimited(answer.body, options.maxBytes ?? 5_000_000)
    return {
      url: target.url.href,
      status: answer.statusCode,
      headers: flatten(answer.headers),
      body,
    }
  } catch (error) {
    if (error instanceof Refusal) {
      throw error
    }
    throw new Refusal({
      code: 'E_ADDRESS_UNREACHABLE',
      status: 422,
      message: `${target.url.host} did not answer in time or closed the connection. Try again later.`,
    })
  } finally {
    await agent.destroy()
  }
}

/**
 * A dispatcher that reaches the host of this address, and only at the public addresses it was checked down to. The caller
 * destroys it. Throws `E_UNSAFE_ADDRESS`.
 */
export async function guardedAgent(
  address: string,
  rules: AddressRules = PUBLIC_WEB
): Promise<Agent> {
  const { addresses } = await checkTarget(address, rules)
  return pinnedAgent(addresses)
}

/** Connects to the addresses that were checked, whatever the name resolves to by now. */
function pinnedAgent(addresses: string[]): Agent {
  const pinned = addresses.map((address) => ({ address, family: isIP(address) }))
  return new Agent({
    connect: {
      lookup: (_host, options, callback) =>
        options.all
          ? callback(null, pinned as never)
          : callback(null, pinned[0].address, pinned[0].family),
    },
  })
}

async function readLimited(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > maxBytes) {
      throw new Refusal({
        code: 'E_RESPONSE_TOO_LARGE',
        status: 422,
        message: `The answer is larger than ${Math.floor(maxBytes / 1_000_000)} MB, which is not accepted.`,
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, String(value ?? '')])
  return Object.fromEntries(entries)
}
