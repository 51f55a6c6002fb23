import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import type { SignInProvider } from '#config/sign_in_providers'
import { useSignInClients } from '#identity/social/providers'

/** What a provider says of somebody, in its own words. */
export type Profile = Record<string, unknown>

interface Answer {
  status: number
  body: unknown
}

/**
 * A provider on this machine: it gives out codes that work once, tokens for them, and the profile of each token. Every
 * provider is offered and asks it while the group runs.
 */
export async function startSignInProvider() {
  const codes = new Map<string, Profile>()
  const tokens = new Map<string, Profile>()
  const answer = (url: URL, body: string, bearer: string): Answer => {
    if (url.pathname === '/token') {
      const code = codeIn(body)
      const profile = codes.get(code)
      codes.delete(code)
      const token = randomUUID()
      if (!profile) {
        return { status: 400, body: { error: 'invalid_grant' } }
      }
      tokens.set(token, profile)
      return { status: 200, body: { access_token: token, token_type: 'bearer' } }
    }
    const profile = tokens.get(bearer) ?? tokens.get(url.searchParams.get('access_token') ?? '')
    const isEmails = url.pathname === '/emails'
    return profile
      ? { status: 200, body: isEmails ? (profile.emails ?? []) : profile }
      : { status: 401, body: {} }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) {
      chunks.push(chunk as Buffer)
    }
    const url = new URL(request.url!, 'http://provider.test')
    const bearer = (request.headers.authorization ?? '').replace(/^(bearer|token) /i, '')
    const { status, body } = answer(url, Buffer.concat(chunks).toString(), bearer)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const putBack = useSignInClients(clientsAt(base))
  return {
    /** Somebody agrees there; answers the code that the browser brings back. */
    agree(profile: Profile) {
      const code = randomUUID()
      codes.set(code, profile)
      return code
    },
    async stop() {
      putBack()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const codeIn = (body: string) =>
  body.startsWith('{')
    ? String((JSON.parse(body) as { code?: string }).code)
    : (new URLSearchParams(body).get('code') ?? '')

function clientsAt(base: string) {
  const client = {
    clientId: 'quarterdeck',
    clientSecret: 'secret of the emulator',
    authorizeUrl: `${base}/authorize`,
    accessTokenUrl: `${base}/token`,
    userInfoUrl: `${base}/user`,
    userEmailUrl: `${base}/emails`,
  }
  const ids: SignInProvider[] = ['google', 'microsoft', 'linkedin', 'github', 'facebook']
  return Object.fromEntries(ids.map((id) => [id, client]))
}
