import { secureCookies } from '#config/app'
import { defineConfig, stores } from '@adonisjs/session'

/** Sessions are rows, so that sign-out, a password change and a revocation end them everywhere. */
const sessionConfig = defineConfig({
  enabled: true,
  cookieName: 'quarterdeck-session',
  clearWithBrowser: false,
  age: '14d',
  cookie: { path: '/', httpOnly: true, secure: secureCookies, sameSite: 'lax' },
  store: 'database',
  stores: { database: stores.database({ tableName: 'sessions' }) },
})

export default sessionConfig
