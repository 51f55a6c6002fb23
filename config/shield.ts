import app from '@adonisjs/core/services/app'
import { EMBED_HOSTS } from '#config/embeds'
import { secureCookies } from '#config/app'
import { defineConfig } from '@adonisjs/shield'

const self = "'self'"

/** What every answer tells the browser (`security_headers_middleware.ts`). */
export const guardsOfAnswers = {
  csp: {
    enabled: !app.inDev,
    directives: {
      defaultSrc: [self],
      scriptSrc: [self, '@nonce'],
      /** Chart.js and the interface library set style attributes on elements; no script can. */
      styleSrc: [self, "'unsafe-inline'"],
      imgSrc: [self, 'data:', 'blob:'],
      fontSrc: [self, 'data:'],
      connectSrc: [self],
      frameSrc: EMBED_HOSTS.map((host) => `https://${host}`),
      objectSrc: ["'none'"],
      baseUri: [self],
      formAction: [self],
      frameAncestors: ["'none'"],
    },
    reportOnly: false,
  },
  xFrame: { enabled: true, action: 'DENY' as const },
  hsts: { enabled: secureCookies, maxAge: '365 days', includeSubDomains: false },
  contentTypeSniffing: { enabled: true },
}

/** The rest of OWASP's list, with the values it recommends; a page may choose a stricter referrer. */
export const headersOfAnswers = {
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  /** Of a tenant's numbers nothing stays in a cache; assets say otherwise for themselves. */
  'cache-control': 'no-store',
}

/** What the shield itself does: forms of other sites are refused. */
const shieldConfig = defineConfig({
  csrf: {
    enabled: true,
    enableXsrfCookie: true,
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  },
})

export default shieldConfig
