import { newId } from '#foundation'
import { sandboxRefreshToken, startEmulator, type StartOptions } from '#sandbox'

export const EMULATOR_NOW = new Date('2026-11-20T09:00:00Z')
export const GOOGLE_CLIENT = 'quarterdeck-sandbox.apps.googleusercontent.com'
export const GOOGLE_SECRET = 'sandbox-secret'

/** An emulator of its own, and callers whose credentials carry a namespace of their own. */
export async function givenEmulator(options: StartOptions = {}) {
  const running = await startEmulator({ now: EMULATOR_NOW, ...options })
  const namespace = newId().replaceAll('-', '')
  const call = async (host: string, path: string, init: RequestInit = {}) => {
    const headers = { 'x-vendor-host': host, ...(init.headers as Record<string, string>) }
    const response = await fetch(`${running.url}${path}`, { redirect: 'manual', ...init, headers })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? parse(text) : text,
    }
  }
  return {
    ...running,
    namespace,
    call,
    stripe: (path: string, key = `sk_test_quarterdecksandbox_ns_${namespace}`) =>
      call('api.stripe.com', path, { headers: { authorization: `Bearer ${key}` } }),
    token: (form: Record<string, string>) =>
      call('oauth2.googleapis.com', '/token', {
        method: 'POST',
        body: new URLSearchParams({
          client_id: GOOGLE_CLIENT,
          client_secret: GOOGLE_SECRET,
          ...form,
        }),
      }),
    refreshToken: (login = 'marketing@harbor-coffee.example') =>
      sandboxRefreshToken({ login, client: GOOGLE_CLIENT, namespace }),
  }
}

function parse(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type GivenEmulator = Awaited<ReturnType<typeof givenEmulator>>

/** A signed-in caller of the Google Ads emulator. */
export async function givenGoogleAds(emulator: GivenEmulator, login?: string) {
  const answer = await emulator.token({
    grant_type: 'refresh_token',
    refresh_token: emulator.refreshToken(login),
  })
  const headers = {
    'authorization': `Bearer ${answer.body.access_token}`,
    'developer-token': 'sandbox-developer-token',
    'content-type': 'application/json',
  }
  return {
    headers,
    list: () =>
      emulator.call('googleads.googleapis.com', '/v25/customers:listAccessibleCustomers', {
        headers,
      }),
    search: (customer: string, body: object | string, extra: Record<string, string> = {}) =>
      emulator.call('googleads.googleapis.com', `/v25/customers/${customer}/googleAds:search`, {
        method: 'POST',
        headers: { ...headers, ...extra },
        body: JSON.stringify(typeof body === 'string' ? { query: body } : body),
      }),
    stream: (customer: string, query: string) =>
      emulator.call(
        'googleads.googleapis.com',
        `/v25/customers/${customer}/googleAds:searchStream`,
        {
          method: 'POST',
          headers,
          body: JSON.stringify({ query }),
        }
      ),
  }
}

export const statusOf = async (answer: Promise<{ status: number }>) => {
  const { status } = await answer
  return status
}

export const bodyOf = async <Body>(answer: Promise<{ body: Body }>) => {
  const { body } = await answer
  return body
}
