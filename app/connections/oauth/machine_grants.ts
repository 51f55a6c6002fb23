import { createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import type { ClientCredentials, JwtBearer } from '#kit'
import { VendorFailure } from '#reading'
import { addressFor, fill, fillAll, type TokenContext } from './token_context.js'
import type { TokenGrant } from './token_answer.js'
import { requestToken } from './token_endpoint.js'

/** The client's own access (RFC 6749 section 4.4). */
export function clientGrant(context: TokenContext<ClientCredentials>): Promise<TokenGrant> {
  const { scope, parameters } = context.auth
  return requestToken(context, {
    parameters: {
      grant_type: 'client_credentials',
      ...(scope ? { scope } : {}),
      ...fillAll(parameters, context),
    },
  })
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** The longest that authorization servers accept; Google says one hour. */
const ASSERTION_SECONDS = 3_600

/** Access by a signed assertion (RFC 7523 section 2.1). */
export async function assertedGrant(context: TokenContext<JwtBearer>): Promise<TokenGrant> {
  const assertion = await assertionOf(context)
  const parameters = { grant_type: JWT_BEARER, assertion }
  return requestToken(context, { parameters, isComplete: true })
}

function assertionOf(context: TokenContext<JwtBearer>): Promise<string> {
  const { auth, now } = context
  const { issuer, subject, audience, token, algorithm = 'RS256', scope } = auth
  const issuedAt = Math.floor(now.getTime() / 1_000)
  const key = keyOf(fill(auth.privateKey, context), context)
  const asserted = new SignJWT({
    ...(scope ? { scope } : {}),
    ...(subject ? { sub: fill(subject, context) } : {}),
  })
  return asserted
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setIssuer(fill(issuer, context))
    .setAudience(audience ?? addressFor(token, context))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ASSERTION_SECONDS)
    .sign(key)
}

/** Never repeats the key: what does not parse may be one with a typing mistake. */
function keyOf(pem: string, { title }: TokenContext): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw new VendorFailure({
      kind: 'authorization',
      action: 'reconnect',
      code: 'E_PRIVATE_KEY',
      message: `The private key for ${title} cannot be read. Paste it whole, with its BEGIN and END lines, and reconnect the source.`,
    })
  }
}
