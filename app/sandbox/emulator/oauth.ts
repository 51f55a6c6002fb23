import { createHash } from 'node:crypto'
import type { SandboxReply, SandboxRequest } from '#kit'
import { authorize, type OAuthScene } from './consent.js'
import { issueToken, readToken, type TokenContent } from './tokens.js'

/** Answers where the request is for the authorization server; nothing where it is for the API. */
export function answerOAuth(request: SandboxRequest, scene: OAuthScene): SandboxReply | undefined {
  const address = `https://${request.host}${request.path}`
  if (address === scene.oauth.authorize) {
    return authorize(request, scene)
  }
  if (address === scene.oauth.token) {
    return request.method === 'POST' ? exchange(request, scene) : failure(405, 'invalid_request')
  }
  return address === scene.oauth.revoke ? revoke(request, scene) : undefined
}

function exchange(request: SandboxRequest, scene: OAuthScene): SandboxReply {
  const form = new URLSearchParams(request.body)
  const client = clientOf(request, form)
  if (
    scene.oauth.clients[client.id] === undefined ||
    scene.oauth.clients[client.id] !== client.secret
  ) {
    return refuse(401, 'invalid_client', scene)
  }
  if (form.get('grant_type') === 'authorization_code') {
    return exchangeCode(form, client.id, scene)
  }
  if (form.get('grant_type') === 'refresh_token') {
    return refresh(form.get('refresh_token') ?? '', client.id, scene)
  }
  return refuse(400, 'unsupported_grant_type', scene)
}

function clientOf({ headers }: SandboxRequest, form: URLSearchParams) {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')
  if (basic) {
    const [id, secret] = Buffer.from(basic[1], 'base64').toString('utf8').split(':')
    return { id: decodeURIComponent(id), secret: decodeURIComponent(secret ?? '') }
  }
  return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' }
}

function exchangeCode(form: URLSearchParams, client: string, scene: OAuthScene): SandboxReply {
  const code = form.get('code') ?? ''
  const content = readToken(code, 'code')
  if (
    !content ||
    !isGoodCode(content, form, { client, now: scene.now }) ||
    !scene.book.spend(code)
  ) {
    return refuse(400, 'invalid_grant', scene)
  }
  const refreshToken = content.isOffline
    ? { refresh_token: issueToken(grantOf(content, 'refresh')) }
    : {}
  return { status: 200, body: { ...accessTokenFor(content, scene), ...refreshToken } }
}

function isGoodCode(
  content: TokenContent,
  form: URLSearchParams,
  by: { client: string; now: Date }
) {
  return (
    content.client === by.client &&
    content.redirectUri === form.get('redirect_uri') &&
    content.expiresAt! * 1000 > by.now.getTime() &&
    provesPossession(content, form.get('code_verifier'))
  )
}

/** RFC 7636 section 4.6: a code asked for with a challenge is worth nothing without its verifier. */
function provesPossession({ challenge }: TokenContent, verifier: string | null): boolean {
  if (!challenge) {
    return true
  }
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === challenge
  )
}

function refresh(token: string, client: string, scene: OAuthScene): SandboxReply {
  scene.onRefresh()
  const content = readToken(token, 'refresh')
  const isHonoured =
    content?.client === client &&
    !scene.book.isRevoked(token) &&
    !scene.oauth.revokedLogins.includes(content.login)
  if (!isHonoured) {
    return refuse(400, 'invalid_grant', scene)
  }
  return {
    status: 200,
    body: { ...accessTokenFor(content, scene), ...rotated(token, content, scene) },
  }
}

/** The token that was used has served; only the new one renews from now on. */
function rotated(token: string, content: TokenContent, { oauth, book }: OAuthScene) {
  if (!oauth.rotatesRefreshTokens) {
    return {}
  }
  book.revoke(token)
  return { refresh_token: issueToken(grantOf(content, 'refresh')) }
}

function accessTokenFor(content: TokenContent, { oauth, now }: OAuthScene) {
  const expiresAt = Math.floor(now.getTime() / 1000) + oauth.accessTokenSeconds
  return {
    access_token: issueToken({ ...grantOf(content, 'access'), expiresAt }),
    expires_in: oauth.accessTokenSeconds - 1,
    scope: content.scope,
    token_type: 'Bearer',
  }
}

function grantOf({ login, namespace, client, scope }: TokenContent, kind: TokenContent['kind']) {
  return { kind, login, namespace, client, scope }
}

function revoke(request: SandboxRequest, scene: OAuthScene): SandboxReply {
  const token = request.query.get('token') ?? new URLSearchParams(request.body).get('token') ?? ''
  if (!readToken(token, 'refresh') && !readToken(token, 'access')) {
    return failure(400, 'invalid_token')
  }
  scene.book.revoke(token)
  return { status: 200, body: {} }
}

function refuse(status: number, error: string, { oauth }: OAuthScene): SandboxReply {
  return failure(status, error, oauth.descriptions[error])
}

function failure(status: number, error: string, description?: string): SandboxReply {
  return { status, body: { error, ...(description ? { error_description: description } : {}) } }
}
