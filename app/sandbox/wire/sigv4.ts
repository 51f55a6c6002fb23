import { createHash, createHmac } from 'node:crypto'
import type { SandboxRequest, WireSigV4 } from '#kit'

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/

/** Whether the request is signed as AWS documents it, over the headers it names, for this region and service. */
export function checkSigV4(way: WireSigV4, request: SandboxRequest): boolean {
  const found = HEADER.exec(String(request.headers.authorization))
  const time = String(request.headers['x-amz-date'])
  if (!found) {
    return false
  }
  const [, id, day, region, service, names, signature] = found
  const isOurs = id in way.keys && region === way.region && service === way.service
  const isWhole = time.startsWith(day) && names.split(';').includes('host')
  if (!isOurs || !isWhole) {
    return false
  }
  const scope = [day, region, service, 'aws4_request']
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical(request, names))]
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${way.keys[id]}`)
  return hmac(key, text.join('\n')).toString('hex') === signature
}

function canonical({ method, host, path, query, headers, body }: SandboxRequest, names: string) {
  const all: Record<string, string> = { host, ...headers }
  const lines = names.split(';').map((name) => `${name}:${(all[name] ?? '').trim()}`)
  const parameters = [...query].map((pair) => pair.map(quote).join('=')).sort()
  const segments = path.split('/').map(quote).join('/')
  const parts = [method, segments, parameters.join('&'), ...lines, '', names, sha256(body)]
  return parts.join('\n')
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const quote = (value: string) =>
  encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  )
