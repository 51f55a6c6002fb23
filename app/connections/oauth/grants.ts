import type { OAuth2 } from '#kit'
import { VendorFailure } from '#reading'
import { clientGrant, assertedGrant } from './machine_grants.js'
import { picked, type TokenGrant } from './token_answer.js'
import { fillAll, isFor, type TokenContext } from './token_context.js'
import { requestToken } from './token_endpoint.js'

export interface Redeemed {
  code: string
  verifier: string
  redirectUri: string
  /** What the vendor sent the person back with. */
  redirect: URLSearchParams
}

/** Redeems a code (RFC 6749 section 4.1.3), for a long-lived token where the vendor exchanges them. */
export async function grantOfCode(
  context: TokenContext<OAuth2>,
  { code, verifier, redirectUri, redirect }: Redeemed
): Promise<TokenGrant> {
  const { keep, codeParameter = 'code', exchange, tokenParameters } = context.auth
  const token = picked(keep, (name) => redirect.get(name))
  const parameters = {
    ...tokenParameters,
    grant_type: 'authorization_code',
    [codeParameter]: code,
    redirect_uri: redirectUri,
    ...(verifier ? { code_verifier: verifier } : {}),
  }
  const first = await requestToken({ ...context, token }, { parameters })
  const grant = { ...first, kept: { ...token, ...first.kept } }
  return exchange ? exchanged(context, grant) : grant
}

/** The token for one that lives longer; what the second answer leaves out stays as the first said. */
async function exchanged(context: TokenContext<OAuth2>, grant: TokenGrant): Promise<TokenGrant> {
  const { address, method, parameters } = context.auth.exchange!
  const filling = {
    ...context,
    credentials: { accessToken: grant.accessToken },
    token: grant.kept,
  }
  const longer = await requestToken(filling, {
    address,
    method,
    parameters: fillAll(parameters, filling),
    isComplete: true,
  })
  return {
    ...longer,
    refreshToken: longer.refreshToken || grant.refreshToken,
    scope: longer.scope ?? grant.scope,
    kept: { ...grant.kept, ...longer.kept },
  }
}

/** New tokens from what is stored. A `VendorFailure` where there is nothing to get them with. */
export async function renewedGrant(context: TokenContext): Promise<TokenGrant> {
  if (isFor('clientCredentials', context)) {
    return clientGrant(context)
  }
  if (isFor('jwtBearer', context)) {
    return assertedGrant(context)
  }
  return isFor('oauth2', context) ? refreshedGrant(context) : Promise.reject(gone(context))
}

async function refreshedGrant(context: TokenContext<OAuth2>): Promise<TokenGrant> {
  const { refreshToken, accessToken } = context.credentials
  if (refreshToken) {
    const { tokenParameters } = context.auth
    const parameters = {
      ...tokenParameters,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    }
    return requestToken(context, { parameters })
  }
  if (!accessToken || !context.auth.exchange) {
    throw gone(context)
  }
  const { exchange } = context.auth
  const { address = exchange.address, parameters } = exchange.renew ?? exchange
  return requestToken(context, {
    address,
    method: exchange.method,
    parameters: fillAll(parameters, context),
    isComplete: true,
  })
}

const gone = ({ title }: TokenContext) =>
  new VendorFailure({
    kind: 'authorization',
    action: 'reconnect',
    code: 'E_NO_REFRESH_TOKEN',
    message: `The access to ${title} has expired and cannot be renewed. Reconnect the source.`,
  })
