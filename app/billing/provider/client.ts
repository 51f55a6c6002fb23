import Stripe from 'stripe'
import env from '#start/env'
import { ProgrammingError } from '#foundation'

/** The version whose answers this folder understands; a newer library does not change it silently. */
const API_VERSION = '2026-10-28.endive'

/** A person may be waiting; the library itself tries again under the same idempotency key. */
const TIMEOUT_MS = 10_000
const RETRIES = 2

export interface ProviderSettings {
  secretKey: string
  webhookSecret: string
  /** Another address than the provider's own, for the emulator of the tests. */
  apiBase?: string
  retries?: number
}

let given: ProviderSettings | null | undefined
let client: Stripe | undefined

/** Settings of tests go before those of the environment; `null` is an installation without a provider. */
export function provideSettings(settings: ProviderSettings | null | undefined) {
  given = settings
  client = undefined
}

export function providerSettings(): ProviderSettings | null {
  if (given !== undefined) {
    return given
  }
  const secretKey = env.get('STRIPE_SECRET_KEY')?.release()
  return secretKey
    ? {
        secretKey,
        webhookSecret: env.get('STRIPE_WEBHOOK_SECRET')!.release(),
        apiBase: env.get('STRIPE_API_BASE'),
      }
    : null
}

export function stripe(): Stripe {
  const settings = providerSettings()
  if (!settings) {
    throw new ProgrammingError('No payment provider is set up, so nothing can be asked of it.')
  }
  client ??= new Stripe(settings.secretKey, {
    apiVersion: API_VERSION,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: settings.retries ?? RETRIES,
    telemetry: false,
    ...addressOf(settings.apiBase),
  })
  return client
}

function addressOf(apiBase: string | undefined) {
  if (!apiBase) {
    return {}
  }
  const { protocol, hostname, port } = new URL(apiBase)
  return { protocol: protocol.slice(0, -1) as 'http' | 'https', host: hostname, port }
}
