import { secureCookies } from '#config/app'
import { defineConfig, stores } from '@adonisjs/session'

export const SESSION_COOKIE = 'quarterdeck-session'

/** Sessions are rows, so that sign-out, a password change and a revocation end them everywhere. */
const sessionConfig = defineConfig({
  enabled: true,
  cookieName: SESSION_COOKIE,
  clearWithBrowser: false,
  age: '14d',
  cookie: { path: '/', httpOnly: true, secure: secureCookies, sameSite: 'lax' },
  store: 'database',
  stores: { database: stores.database({ tableName: 'sessions' }) },
})

export default sessionConfig
