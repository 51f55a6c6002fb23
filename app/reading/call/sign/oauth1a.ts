import { createHmac } from 'node:crypto'
import type { OAuth1a } from '#kit'
import { compileTemplate } from '#shared/expressions/template'
import { formOf, withHeader, type Sign, type SignedRequest } from './signed_request.js'

/** RFC 5849. Written out: the libraries for it have had no release in years, and it is a sorted list and a hash. */
export function compileOAuth1a(way: OAuth1a): Sign {
  const fill = (template = '') => compileTemplate(template, 'signature')
  const [consumerKey, consumerSecret] = [fill(way.consumerKey), fill(way.consumerSecret)]
  const [token, tokenSecret] = [fill(way.token), fill(way.tokenSecret)]
  return (request, { scope, now, nonce }) => {
    const protocol = {
      oauth_consumer_key: consumerKey(scope),
      oauth_nonce: nonce,
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: String(Math.floor(now.getTime() / 1_000)),
      ...(way.token ? { oauth_token: token(scope) } : {}),
      oauth_version: '1.0',
    }
    const key = [consumerSecret, tokenSecret].map((secret) => encode(secret(scope))).join('&')
    const text = baseString(request, Object.entries(protocol))
    const signature = createHmac('sha1', key).update(text).digest('base64')
    return withHeader(request, 'authorization', header({ ...protocol, oauth_signature: signature }))
  }
}

/** Section 3.4.1: the method, the address without its query, and all parameters by name and value. */
export function baseString(request: SignedRequest, protocol: [string, string][]): string {
  const url = new URL(request.url)
  const parameters = [...url.searchParams, ...formOf(request), ...protocol]
  const normalized = parameters
    .map(([name, value]) => [encode(name), encode(value)])
    .sort(byNameAndValue)
    .map((pair) => pair.join('='))
    .join('&')
  return [request.method, url.origin + url.pathname, normalized].map(encode).join('&')
}

function byNameAndValue([name, value]: string[], [otherName, otherValue]: string[]): number {
  const [one, other] = name === otherName ? [value, otherValue] : [name, otherName]
  return one < other ? -1 : Number(one > other)
}

const header = (parameters: Record<string, string>) =>
  `OAuth ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${encode(value)}"`)
    .join(', ')}`

/** Section 3.6: more is encoded than `encodeURIComponent` does. */
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.codePointAt(0)!.toString(16).toUpperCase()}`
  )
