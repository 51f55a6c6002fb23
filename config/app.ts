import env from '#start/env'
import { defineConfig } from '@adonisjs/core/http'
import { addressesIn } from '#shared/network'

export const appKey = env.get('APP_KEY')
export const appUrl = env.get('APP_URL') ?? `http://localhost:${env.get('PORT') ?? 3333}`

/** Cookies are marked secure when the installation is reached over https. */
export const secureCookies = appUrl.startsWith('https:')

/** Whose `X-Forwarded-…` headers are believed: nobody's, unless the operator names a proxy. */
const trustProxy = addressesIn('TRUSTED_PROXIES', env.get('TRUSTED_PROXIES') ?? '')

export const http = defineConfig({
  trustProxy,
  generateRequestId: true,
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  cookie: {
    domain: '',
    path: '/',
    maxAge: '2h',
    httpOnly: true,
    secure: secureCookies,
    sameSite: 'lax',
  },
})
