import { createHmac, createVerify, timingSafeEqual } from 'node:crypto'
import type { SandboxRequest, WireOAuth1, WireSignature, WireSigV4 } from '#kit'
import { checkOAuth1 } from './oauth1a.js'
import { checkSigV4 } from './sigv4.js'

/** Whether the signature in the request is the vendor's documented one over its parts. */
export function checkSignature(
  way: WireSignature | WireOAuth1 | WireSigV4,
  request: SandboxRequest
): boolean {
  if (way.signed === 'oauth1a') {
    return checkOAuth1(way, request)
  }
  return way.signed === 'sigv4' ? checkSigV4(way, request) : checkHash(way, request)
}

function checkHash(way: WireSignature, request: SandboxRequest): boolean {
  const { signature, ...told } = partsOf(way, placeOf(way.in, request) ?? '')
  if (!signature) {
    return false
  }
  const text = fill(way, request, told)
  const encoding = way.encoding ?? 'base64'
  if (way.signed === 'rsa-sha256') {
    return createVerify('RSA-SHA256').update(text, 'utf8').verify(way.key, signature, encoding)
  }
  const own = createHmac(way.signed.slice('hmac-'.length), way.key)
    .update(text, 'utf8')
    .digest(encoding)
  return (
    own.length === signature.length && timingSafeEqual(Buffer.from(own), Buffer.from(signature))
  )
}

/** What stands in the signature's place: the signature, and what the vendor repeats beside it. */
function partsOf({ prefix = '', pattern }: WireSignature, given: string): Record<string, string> {
  if (pattern) {
    return { ...new RegExp(pattern).exec(given)?.groups }
  }
  return given.startsWith(prefix) ? { signature: given.slice(prefix.length) } : {}
}

function placeOf(place: string, { headers, query, body }: SandboxRequest): string | undefined {
  const [where, ...rest] = place.split('.')
  const name = rest.join('.')
  if (where === 'header') {
    return headers[name.toLowerCase()]
  }
  return (where === 'form' ? new URLSearchParams(body) : query).get(name) ?? undefined
}

/** The text that is signed: the documented parts of the request, without the signature itself. */
function fill(way: WireSignature, request: SandboxRequest, told: Record<string, string>): string {
  const parts: Record<string, string> = {
    ...told,
    method: request.method,
    host: request.host,
    path: request.path,
    body: request.body,
    query: queryOf(request),
    target: targetOf(request),
    sortedQuery: sorted(request.query, way.in),
    sortedForm: sorted(new URLSearchParams(request.body), way.in),
    sortedParameters: sorted(
      new URLSearchParams([...request.query, ...new URLSearchParams(request.body)]),
      way.in
    ),
  }
  return way.over
    .replaceAll(
      /\{header\.([\w-]+)\}/g,
      (_, name: string) => request.headers[name.toLowerCase()] ?? ''
    )
    .replaceAll(/\{(\w+)\}/g, (hole, name: string) => parts[name] ?? hole)
}

/** As it is sent: blanks of a signed request are never `+`. */
const queryOf = ({ query }: SandboxRequest) => query.toString().replaceAll('+', '%20')

const targetOf = (request: SandboxRequest) =>
  request.query.size > 0 ? `${request.path}?${queryOf(request)}` : request.path

/** `a=1&b=2` in the order of the names, values as they are before encoding, empty ones left out. */
function sorted(parameters: URLSearchParams, signatureAt: string): string {
  const own = signatureAt.split('.').slice(1).join('.')
  return [...parameters]
    .filter(([name, value]) => name !== own && value !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}
