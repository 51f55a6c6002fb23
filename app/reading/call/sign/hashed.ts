import { createHmac, createPrivateKey, createSign, type KeyObject } from 'node:crypto'
import { DateTime } from 'luxon'
import type { Hmac, Rsa2 } from '#kit'
import { MappingFault } from '#shared/expressions/functions'
import { compileTemplate } from '#shared/expressions/template'
import {
  formOf,
  withField,
  withHeader,
  withQuery,
  type Sign,
  type SignedRequest,
} from './signed_request.js'

type Hashed = Hmac | Rsa2

/** A hash over parts of the request, with a shared key or a private one. */
export function compileHashed(way: Hashed): Sign {
  const key = compileTemplate(way.key, 'signature')
  const over = compileTemplate(way.over ?? '{sortedParameters}', 'signing')
  const value = compileTemplate(way.value ?? '{signature}', 'signing')
  return (request, signing) => {
    const timestamp = timestampOf(way, signing.now)
    const dated = withTimestamp(request, way, timestamp)
    const parts = { ...signing.scope, ...partsOf(dated, way), timestamp, nonce: signing.nonce }
    const signature = hashOf(way, key(signing.scope), over(parts))
    return placed(dated, way, value({ ...parts, signature }))
  }
}

function hashOf(way: Hashed, key: string, text: string): string {
  return way.kind === 'hmac'
    ? createHmac(way.algorithm, key)
        .update(text)
        .digest(way.encoding ?? 'hex')
    : createSign('RSA-SHA256').update(text).sign(privateKey(key), 'base64')
}

/** Vendors hand keys out with and without the lines of PEM. Never repeats what does not parse. */
function privateKey(text: string): KeyObject {
  const der = { key: Buffer.from(text, 'base64'), format: 'der' } as const
  const forms = text.includes('BEGIN')
    ? [text]
    : ([
        { ...der, type: 'pkcs8' },
        { ...der, type: 'pkcs1' },
      ] as const)
  for (const form of forms) {
    try {
      return createPrivateKey(form)
    } catch {
      continue
    }
  }
  throw new MappingFault('the private key cannot be read')
}

function timestampOf({ timestamp = 'unix' }: Hashed, now: Date): string {
  if (typeof timestamp === 'object') {
    return DateTime.fromJSDate(now, { zone: timestamp.zone }).toFormat(timestamp.format)
  }
  const seconds = Math.floor(now.getTime() / 1_000)
  const written = { unix: String(seconds), millis: String(now.getTime()), iso: now.toISOString() }
  return written[timestamp]
}

function withTimestamp(request: SignedRequest, way: Hashed, timestamp: string): SignedRequest {
  const { timestampHeader, timestampQuery } = way
  const headed = timestampHeader ? withHeader(request, timestampHeader, timestamp) : request
  return timestampQuery ? withQuery(headed, timestampQuery, timestamp) : headed
}

const placeOf = ({ kind, header, query, field }: Hashed) =>
  header ?? query ?? field ?? (kind === 'rsa2' ? 'sign' : '')

function partsOf(request: SignedRequest, way: Hashed) {
  const { method, body = '' } = request
  const url = new URL(request.url)
  const parameters = [...url.searchParams, ...formOf(request)]
  return {
    method,
    host: url.host,
    path: url.pathname,
    query: url.search.slice(1),
    body,
    sortedParameters: parameters
      .filter(([name, value]) => name !== placeOf(way) && value !== '')
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  }
}

function placed(request: SignedRequest, way: Hashed, value: string): SignedRequest {
  const { header, field } = way
  if (header) {
    return withHeader(request, header, value)
  }
  return field ? withField(request, field, value) : withQuery(request, placeOf(way), value)
}
