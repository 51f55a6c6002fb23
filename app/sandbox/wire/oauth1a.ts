import { createHmac } from 'node:crypto'
import type { SandboxRequest, WireOAuth1 } from '#kit'

/** Whether the `Authorization: OAuth …` header fits the request, as section 3.2 of RFC 5849 says a server checks it. */
export function checkOAuth1(way: WireOAuth1, request: SandboxRequest): boolean {
  const given = parametersOf(request.headers.authorization ?? '')
  const key = keyFor(way, given)
  if (key === undefined || given.get('oauth_signature_method') !== 'HMAC-SHA1') {
    return false
  }
  const own = createHmac('sha1', key).update(text(request, given)).digest('base64')
  return own === given.get('oauth_signature')
}

/** The secrets of consumer and token; undefined where one of them is not known. */
function keyFor({ consumers, tokens }: WireOAuth1, given: Map<string, string>) {
  const consumer = consumers[given.get('oauth_consumer_key') ?? '']
  const token = tokens ? tokens[given.get('oauth_token') ?? ''] : ''
  return consumer === undefined || token === undefined
    ? undefined
    : [consumer, token].map(quote).join('&')
}

function parametersOf(header: string): Map<string, string> {
  const [scheme, list = ''] = header.split(/ (.*)/s)
  const pairs = scheme === 'OAuth' ? list.split(/\s*,\s*/) : []
  return new Map(
    pairs.map((pair) => {
      const [, name, value] = /^([^=]+)="([^"]*)"$/.exec(pair) ?? [pair, pair, '']
      return [decodeURIComponent(name), decodeURIComponent(value)]
    })
  )
}

function text(
  { method, host, path, query, headers, body }: SandboxRequest,
  given: Map<string, string>
) {
  const isForm = (headers['content-type'] ?? '').includes('x-www-form-urlencoded')
  const form = isForm ? [...new URLSearchParams(body)] : []
  const own = [...given].filter(([name]) => name !== 'oauth_signature' && name !== 'realm')
  const lines = [...query, ...form, ...own].map((pair) => pair.map(quote).join('='))
  // By name, then by value: `=` would sort behind the signs that names may hold.
  const sorted = lines.map((line) => line.replace('=', '\u0000')).sort()
  const parameters = sorted.map((line) => line.replace('\u0000', '=')).join('&')
  return [method, `https://${host}${path}`, parameters].map(quote).join('&')
}

const quote = (value: string) =>
  encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  )
