import app from '@adonisjs/core/services/app'
import { Agent, request } from 'undici'
import { assertOutsideTenant, guarded } from '#foundation'
import { systemClock, type Clock } from './clock.js'
import type { Method } from './calls.js'
import { vendorTarget } from './vendor_target.js'

/** One HTTP request to a vendor, complete with credentials. */
export interface VendorRequest {
  method: Method
  /** `https://host/path?query`; the host is the vendor's, wherever the call really goes. */
  url: string
  headers: Record<string, string>
  body?: string
  mode: 'live' | 'sandbox'
  /** A host that a person or the vendor names: only public addresses are called. */
  isUnknownHost?: boolean
  timeoutMs: number
  /** Largest answer that is taken; what a page may have unless told. */
  maxBytes?: number
  signal?: AbortSignal
  /** Answers what is sent instead, signed as of now. */
  seal?: (request: VendorRequest, now: Date) => Pick<VendorRequest, 'url' | 'headers' | 'body'>
}

export interface VendorResponse {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  bytes: Buffer
}

export type TransportFault = 'timeout' | 'unreachable' | 'too_large' | 'aborted' | 'unsafe'

/** No answer worth the name came back. */
export class TransportFailure extends Error {
  constructor(
    readonly fault: TransportFault,
    cause?: unknown
  ) {
    super(fault, { cause })
  }
}

/** A page of 10,000 rows with long names stays well below. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

const agent = new Agent({ connections: 16, connect: { timeout: 10_000 }, pipelining: 0 })

/** Sends one request. Redirects are answers like any other: nothing is followed to another host. */
export async function sendRequest(
  call: VendorRequest,
  clock: Pick<Clock, 'deadline'> = systemClock
): Promise<VendorResponse> {
  assertOutsideTenant('Vendor called')
  const url = new URL(call.url)
  const target = vendorTarget(url.host, call.mode, {
    isProduction: app.inProduction,
    // Read at each call: tests start the emulator after the application.
    vendorHosts: process.env.VENDOR_HOSTS,
    sandboxUrl: process.env.SANDBOX_URL,
  })
  const deadline = clock.deadline(call.timeoutMs)
  const own = call.isUnknownHost && target.isVendor ? guarded.agent(call.url) : null
  try {
    const answer = await request(`${target.origin}${url.pathname}${url.search}`, {
      method: call.method,
      headers: {
        'user-agent': 'Quarterdeck',
        ...call.headers,
        'host': target.host,
      },
      body: call.body,
      dispatcher: (await own) ?? agent,
      signal: call.signal ? AbortSignal.any([deadline, call.signal]) : deadline,
    })
    const bytes = await readLimited(answer.body, call.maxBytes)
    return { status: answer.statusCode, headers: flatten(answer.headers), bytes }
  } catch (error) {
    throw asTransportFailure(error, call, deadline)
  } finally {
    await own?.then((dispatcher) => dispatcher.destroy()).catch(() => {})
  }
}

async function readLimited(body: AsyncIterable<Buffer>, maxBytes = MAX_BODY_BYTES) {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > maxBytes) {
      throw new TransportFailure('too_large')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function asTransportFailure(error: unknown, call: VendorRequest, deadline: AbortSignal): Error {
  if (error instanceof TransportFailure) {
    return error
  }
  if (call.signal?.aborted) {
    return new TransportFailure('aborted', error)
  }
  const code = String((error as { code?: string }).code ?? '')
  if (code === 'E_UNSAFE_ADDRESS') {
    return new TransportFailure('unsafe', error)
  }
  return new TransportFailure(
    deadline.aborted || /TIMEOUT/.test(code) ? 'timeout' : 'unreachable',
    error
  )
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')])
  )
}
