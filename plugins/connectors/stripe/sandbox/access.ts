import type { SandboxRequest, SandboxWorld } from '#kit'
import { Rejected } from './errors.js'

/** The sandbox key; a test adds `_ns_…` so that its faults meet no other test. */
export const SECRET_KEY = 'sk_test_quarterdecksandbox'
export const EXPIRED_KEY = 'sk_test_harborwholesale2024'

const KEY = /^sk_test_quarterdecksandbox(?:_ns_(\w+))?$/

/** https://docs.stripe.com/api/authentication: Bearer, or Basic with the key as user name. */
function keyOf({ headers }: SandboxRequest): string {
  const [, scheme, value] = /^(Bearer|Basic) (.+)$/i.exec(headers.authorization ?? '') ?? []
  if (!value) {
    return ''
  }
  return scheme.toLowerCase() === 'basic' ? atob(value).split(':')[0] : value.trim()
}

export const namespaceOf = (request: SandboxRequest) => KEY.exec(keyOf(request))?.[1]

export function authenticate(request: SandboxRequest, world: SandboxWorld) {
  const key = keyOf(request)
  if (!key) {
    throw refuse(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://docs.stripe.com/api#authentication for details."
    )
  }
  if (key === EXPIRED_KEY || world.isRevoked(key)) {
    throw refuse(`Expired API Key provided: ${mask(key)}`, 'api_key_expired')
  }
  if (!KEY.test(key)) {
    throw refuse(`Invalid API Key provided: ${mask(key)}`)
  }
}

const refuse = (message: string, code?: string) =>
  new Rejected(401, { type: 'invalid_request_error', message, code })

const mask = (key: string) => `${key.slice(0, 8)}${'*'.repeat(12)}${key.slice(-4)}`
