import { hash, randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import app from '@adonisjs/core/services/app'
import sessionConfig from '#config/session'
import { CookieClient, type HttpContext } from '@adonisjs/core/http'
import type { ApiRequest } from '@japa/api-client'
import type User from '#identity/models/user'
import { SIGNED_IN_AT } from '#identity/session_keys'

const CSRF_SECRET = 'a secret of the test suite'
const COOKIE = 'session'

/** The token that `@adonisjs/shield` expects for the secret above: salt, then salted SHA-1. */
function csrfToken() {
  const salt = 'testsalt'
  return `${salt}-${hash('sha1', `${salt}-${CSRF_SECRET}`, 'base64url')}`
}

/**
 * Signs a person in and answers a function that makes any request of the API client theirs, forms
 * included:
 *
 *     const as = await signIn(user)
 *     const response = await as(client.post('/o/acme/team').form({ … }))
 *
 * The session is a real row of the database store, so it can be listed and revoked like any other.
 */
export async function signIn(user: User | null, values: Record<string, unknown> = {}) {
  const sessionId = await openSession(user, values)
  return <Request extends ApiRequest>(request: Request): Request =>
    request.withCookie(COOKIE, sessionId).header('x-csrf-token', csrfToken()).redirects(0)
}

/** The cookie of a person, or of a visitor, for a real browser, as the server would have set it. */
export async function sessionCookie(user: User | null, values: Record<string, unknown> = {}) {
  const encryption = await app.container.make('encryption')
  const cookies = new CookieClient(encryption.use())
  return {
    name: COOKIE,
    value: encodeURIComponent(cookies.sign(COOKIE, await openSession(user, values))!),
  }
}

/** The same as headers, with a form token, for tests that use `fetch`. */
export async function sessionHeaders(user: User | null): Promise<Record<string, string>> {
  const { name, value } = await sessionCookie(user)
  return { 'cookie': `${name}=${value}`, 'x-csrf-token': csrfToken() }
}

/** Stores a session and answers its id. */
async function openSession(user: User | null, values: Record<string, unknown> = {}) {
  const sessionId = randomUUID()
  const store = await sessionStore()
  await store.write(sessionId, {
    ...(user ? { auth_web: user.id, [SIGNED_IN_AT]: Date.now() } : {}),
    'csrf-secret': CSRF_SECRET,
    ...values,
  })
  if (user) {
    await db.from('sessions').where('id', sessionId).update({ user_id: user.id })
  }
  return sessionId
}

/** A visitor with a session and a valid form token, signed in as nobody. */
export const visit = () => signIn(null)

async function sessionStore() {
  const config = await sessionConfig.resolver(app)
  // The store of rows looks at no request: it knows a session by its id.
  return config.stores.database({} as HttpContext, config)
}
