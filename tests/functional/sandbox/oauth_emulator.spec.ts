import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import type { SandboxOAuth } from '#kit'
import {
  EMULATOR_NOW,
  givenEmulator,
  givenGoogleAds,
  GOOGLE_CLIENT,
  statusOf,
} from '#tests/support/emulator'
import { givenSmallVendor, PLAIN_OAUTH } from '#tests/support/small_vendor'

const REDIRECT = 'http://127.0.0.1:3333/oauth/callback'
const VERIFIER = 'a'.repeat(64)

// https://developers.google.com/identity/protocols/oauth2/web-server and RFC 6749, RFC 7636.
test.group('OAuth emulator', (group) => {
  let emulator: Awaited<ReturnType<typeof givenEmulator>>
  let now = EMULATOR_NOW
  group.setup(async () => {
    emulator = await givenEmulator({ now: () => now })
    return () => emulator.stop()
  })
  group.each.setup(() => {
    now = EMULATOR_NOW
  })

  async function consent(extra: Record<string, string> = {}) {
    const query = new URLSearchParams({
      client_id: GOOGLE_CLIENT,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'https://www.googleapis.com/auth/adwords',
      access_type: 'offline',
      state: 'state-1',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
      ...extra,
    })
    const answer = await emulator.call('accounts.google.com', `/o/oauth2/v2/auth?${query}`)
    return { ...answer, location: answer.headers.get('location') }
  }

  const exchange = (code: string, verifier = VERIFIER) =>
    emulator.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
    })

  /** What a small vendor with these habits grants: for a consent, and for each of the refresh tokens handed to it. */
  async function grantsOf(oauth: SandboxOAuth) {
    const small = await givenSmallVendor({ oauth })
    const asked = new URLSearchParams({ client_id: 'client', redirect_uri: REDIRECT })
    const { headers } = await small.call('small.test', `/authorize?${asked}`)
    const code = new URL(headers.get('location')!).searchParams.get('code')!
    const ask = (grant: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: 'client', client_secret: 'secret', ...grant })
      return small.call('small.test', '/token', { method: 'POST', body })
    }
    const consented = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
    const refresh = (token: string) => ask({ grant_type: 'refresh_token', refresh_token: token })
    return { first: await ask(consented), refresh, stop: small.stop }
  }

  test('a refresh token comes of its own accord where the vendor asks for no parameter', async ({
    assert,
    cleanup,
  }) => {
    const { first, stop } = await grantsOf(PLAIN_OAUTH)
    cleanup(stop)

    assert.properties(first.body, ['access_token', 'refresh_token'])
  })

  test('a refresh token serves once where the vendor rotates them', async ({ assert, cleanup }) => {
    const { first, refresh, stop } = await grantsOf({ ...PLAIN_OAUTH, rotatesRefreshTokens: true })
    cleanup(stop)

    const second = await refresh(first.body.refresh_token)
    const reused = await refresh(first.body.refresh_token)
    const third = await refresh(second.body.refresh_token)

    assert.deepEqual([second.status, reused.status, third.status], [200, 400, 200])
    assert.equal(reused.body.error, 'invalid_grant')
  })

  test('consent leads back with a code, the code to tokens, once', async ({ assert }) => {
    const { status, location } = await consent()
    const code = new URL(location!).searchParams.get('code')!

    const first = await exchange(code)
    const second = await exchange(code)

    assert.equal(status, 302)
    assert.equal(new URL(location!).searchParams.get('state'), 'state-1')
    assert.properties(first.body, [
      'access_token',
      'refresh_token',
      'expires_in',
      'token_type',
      'scope',
    ])
    assert.deepEqual([second.status, second.body.error], [400, 'invalid_grant'])
  })

  test('without access_type=offline the ad platform gives no refresh token', async ({ assert }) => {
    const { location } = await consent({ access_type: 'online' })
    const code = new URL(location!).searchParams.get('code')!

    const { body } = await exchange(code)
    assert.notProperty(body, 'refresh_token')
  })

  test('a code is worth nothing without its verifier', async ({ assert }) => {
    const { location } = await consent()
    const code = new URL(location!).searchParams.get('code')!

    const { status, body } = await exchange(code, 'b'.repeat(64))

    assert.deepEqual([status, body.error], [400, 'invalid_grant'])
  })

  test('a person who declines comes back with access_denied', async ({ assert }) => {
    const { location } = await consent({ login_hint: 'deny' })

    assert.equal(new URL(location!).searchParams.get('error'), 'access_denied')
  })

  test('an unknown client is refused at both endpoints and never redirected', async ({
    assert,
  }) => {
    const page = await consent({ client_id: 'other' })
    const token = await emulator.token({ grant_type: 'refresh_token', client_secret: 'wrong' })

    assert.deepEqual([page.status, page.location], [400, null])
    assert.deepEqual([token.status, token.body.error], [401, 'invalid_client'])
  })

  test('an access token ends after its hour, and a refresh brings a new one', async ({
    assert,
  }) => {
    const google = await givenGoogleAds(emulator)
    assert.equal(await statusOf(google.list()), 200)

    now = new Date(EMULATOR_NOW.getTime() + 3_601_000)
    assert.equal(await statusOf(google.list()), 401)
    const refreshed = await givenGoogleAds(emulator)
    assert.equal(await statusOf(refreshed.list()), 200)
  })

  test('a revoked grant is refused as invalid_grant', async ({ assert }) => {
    const refreshToken = emulator.refreshToken()
    await emulator.call('oauth2.googleapis.com', `/revoke?token=${refreshToken}`, {
      method: 'POST',
    })

    const { status, body } = await emulator.token({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    })

    assert.equal(status, 400)
    assert.deepEqual(body, {
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
    })
  })
})
