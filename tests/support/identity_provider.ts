import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { withTenant } from '#foundation'
import type { Organization } from '#organizations'
import { saveConnection } from '#organizations/sso/connection'
import { claimDomain, dns, listDomains, takeDomain } from '#organizations/sso/domains'
import { web } from '#organizations/sso/provider'

export const ISSUER = 'https://login.bakery.example'
export const CLIENT_ID = 'quarterdeck-client'

type Claims = Record<string, unknown>
type Fetch = typeof web.fetch

/**
 * An OpenID Connect provider without a socket: it describes itself, gives an ID token for each code once, and signs with a key
 * of its own. Takes the place of the web until `stop`.
 */
export async function startIdentityProvider() {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const stranger = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }
  const tokens = new Map<string, string>()
  const before: Fetch = web.fetch
  const answers: Record<string, (body: string) => unknown> = {
    '/.well-known/openid-configuration': () => ({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/keys`,
    }),
    '/keys': () => ({ keys: [jwk] }),
    '/token': (body) => {
      const code = new URLSearchParams(body).get('code') ?? ''
      const token = tokens.get(code)
      tokens.delete(code)
      return token ? { id_token: token } : undefined
    },
  }
  web.fetch = (async (address, options) => {
    const answer = answers[new URL(address).pathname]?.(options?.body ?? '')
    const body = Buffer.from(JSON.stringify(answer ?? {}))
    return { url: address, status: answer ? 200 : 400, headers: {}, body }
  }) as Fetch
  return {
    /** Somebody signs in there; answers the code that the browser brings back. */
    async agree(claims: Claims, { isForged = false } = {}) {
      const token = await new SignJWT({ iss: ISSUER, aud: CLIENT_ID, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .setIssuedAt()
        .setExpirationTime('2 minutes')
        .sign(isForged ? stranger.privateKey : privateKey)
      const code = crypto.randomUUID()
      tokens.set(code, token)
      return code
    },
    stop: () => void (web.fetch = before),
  }
}

/** An organization whose provider is this one, for a domain that it has proven. */
export async function givenSingleSignOn(organization: Organization, domain: string) {
  await withTenant(organization.id, async (tenant) => {
    await saveConnection(tenant, {
      ...{ issuer: ISSUER, clientId: CLIENT_ID, clientSecret: 'secret of the provider' },
      defaultRole: 'viewer',
    })
    await claimDomain(tenant, domain, new Date())
    await takeDomain(tenant, domain, new Date())
  })
}

/** Answers TXT records as if the organization had published its own for these domains; returns how to put it back. */
export function publishRecords(organization: Organization, domains: string[]): () => void {
  const before = dns.txt
  dns.txt = async (name) => {
    const known = await withTenant(organization.id, (tenant) => listDomains(tenant))
    const found = known.find(
      ({ domain, record }) => domains.includes(domain) && record.name === name
    )
    return found ? [['v=spf1 -all'], [found.record.value]] : []
  }
  return () => void (dns.txt = before)
}
