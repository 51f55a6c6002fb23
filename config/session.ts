import { secureCookies } from '#config/app'
import { defineConfig } from '@adonisjs/session'
import { livingSessions } from '#identity/living_sessions'

/** The prefix keeps other hosts of the same domain from setting it, and takes TLS (RFC 6265bis). */
export const SESSION_COOKIE = `${secureCookies ? '__Host-' : ''}session`

/** Sessions are rows, so that sign-out, a password change and a revocation end them everywhere. */
const sessionConfig = defineConfig({
  enabled: true,
  cookieName: SESSION_COOKIE,
  clearWithBrowser: false,
  age: '14d',
  cookie: { path: '/', httpOnly: true, secure: secureCookies, sameSite: 'lax' },
  store: 'database',
  stores: { database: livingSessions },
})

export default sessionConfig
