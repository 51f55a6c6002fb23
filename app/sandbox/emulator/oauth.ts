import { createHash } from 'node:crypto'
import { exchangeOther, provenByAssertion, standardNames } from './other_grants.js'
import { formOf } from './choose_vendor.js'
import { isAddress } from './credentials.js'
import type { SandboxReply, SandboxRequest } from '#kit'
import { authorize } from './consent.js'
import type { OAuthScene } from './oauth_scene.js'
import { issueToken, readToken, type TokenContent } from './tokens.js'

/** Answers where the request is for the authorization server; nothing where it is for the API. */
export function answerOAuth(request: SandboxRequest, scene: OAuthScene): SandboxReply | undefined {
  const address = `https://${request.host}${request.path}`
  if (isAddress(address, scene.oauth.authorize)) {
    return authorize(request, scene)
  }
  if (isAddress(address, scene.oauth.token)) {
    const takesGet = scene.oauth.exchangeParameter !== undefined
    return request.method === 'POST' || takesGet
      ? wrapped(exchange(request, scene), scene)
      : failure(405, 'invalid_request')
  }
  return isAddress(address, scene.oauth.revoke) ? revoke(request, scene) : undefined
}

/** Some vendors put their token answer into a field of its own. */
function wrapped(reply: SandboxReply, { oauth }: OAuthScene): SandboxReply {
  const isGood = reply.status === 200
  return oauth.wrap && isGood
    ? { ...reply, body: { code: 0, message: 'OK', [oauth.wrap]: reply.body } }
    : reply
}

function exchange(request: SandboxRequest, scene: OAuthScene): SandboxReply {
  const form = standardNames(formOf(request), scene.oauth)
  const client = clientOf(request, form)
  const isKnown =
    scene.oauth.clients[client.id] !== undefined && scene.oauth.clients[client.id] === client.secret
  if (!isKnown && !provenByAssertion(form, scene.oauth)) {
    return refuse(401, 'invalid_client', scene)
  }
  if (form.get('grant_type') === 'authorization_code') {
    return exchangeCode(form, client.id, scene)
  }
  if (form.get('grant_type') === 'refresh_token') {
    return refresh(form.get('refresh_token') ?? '', client.id, scene)
  }
  return otherGrant(form, client.id, scene)
}

function otherGrant(form: URLSearchParams, client: string, scene: OAuthScene): SandboxReply {
  scene.onRefresh()
  const isKnown = scene.oauth.grants?.includes(form.get('grant_type') ?? '')
  const content = exchangeOther(form, client, scene)
  return content
    ? { status: 200, body: accessTokenFor(content, scene) }
    : refuse(400, isKnown ? 'invalid_grant' : 'unsupported_grant_type', scene)
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
  const refreshToken =
    content.isOffline && !scene.oauth.withoutRefresh
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
    ...filled(oauth.answer, content.login),
  }
}

/** What this vendor adds to a token answer, with who granted it. */
function filled(answer: Record<string, unknown> | undefined, login: string) {
  const entries = Object.entries(answer ?? {})
  const fill = (value: unknown) =>
    typeof value === 'string' ? value.replaceAll('{{login}}', login) : value
  return Object.fromEntries(entries.map(([name, value]) => [name, fill(value)]))
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
