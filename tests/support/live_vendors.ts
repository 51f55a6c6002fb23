import db from '@adonisjs/lucid/services/db'
import { ConnectSource } from '#connections'
import type { SourceRequest } from '#connections/actions/connect_source'
import { saveOAuthClient } from '#connections/oauth/oauth_clients'
import { newId } from '#foundation'
import { startEmulator, type RunningEmulator, type StartOptions } from '#sandbox'
import { GOOGLE_CLIENT, GOOGLE_SECRET } from './emulator.js'
import { restore } from './sandbox_sources.js'

const PLACE = { pluginId: 'google/ads', authName: 'google' }

/** An emulator that live connections reach, and a client of this installation that it knows. */
export async function givenLiveVendors(options: StartOptions = {}): Promise<RunningEmulator> {
  const emulator = await startEmulator(options)
  const before = process.env.VENDOR_HOSTS
  process.env.VENDOR_HOSTS = emulator.vendorHosts
  const fields = { developerToken: 'sandbox-developer-token' }
  await saveOAuthClient(PLACE, { id: GOOGLE_CLIENT, secret: GOOGLE_SECRET, fields }, new Date())
  return {
    ...emulator,
    stop: async () => {
      restore('VENDOR_HOSTS', before)
      await db.from('platform_oauth_clients').where('plugin_id', PLACE.pluginId).delete()
      await emulator.stop()
    },
  }
}

/** What a person's browser does at the vendor: follows the address, agrees, and is sent back. */
export async function agreeAt(emulator: RunningEmulator, address: string, hint?: string) {
  const url = new URL(address)
  if (hint) {
    url.searchParams.set('login_hint', hint)
  }
  const answer = await fetch(`${emulator.url}${url.pathname}${url.search}`, {
    headers: { 'x-vendor-host': url.host },
    redirect: 'manual',
  })
  const { pathname, search } = new URL(answer.headers.get('location')!)
  return pathname + search
}

/** A key of the emulated account that nobody else uses, so that it can be revoked. */
export const newStripeKey = () => `sk_test_quarterdecksandbox_ns_${newId().replaceAll('-', '')}`

/** A live Stripe source that signs in with this key. */
export async function givenLiveStripe(
  request: Pick<SourceRequest, 'organization' | 'now' | 'backfillFrom'>,
  apiKey: string
) {
  const { connection } = await new ConnectSource().execute({
    actor: { id: null },
    pluginId: 'stripe/payments',
    connector: 'payments',
    mode: 'live',
    credentials: { apiKey },
    ...request,
  })
  return connection
}
