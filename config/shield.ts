import app from '@adonisjs/core/services/app'
import { secureCookies } from '#config/app'
import { defineConfig } from '@adonisjs/shield'

const self = "'self'"

const shieldConfig = defineConfig({
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
      objectSrc: ["'none'"],
      baseUri: [self],
      formAction: [self],
      frameAncestors: ["'none'"],
    },
    reportOnly: false,
  },
  csrf: {
    enabled: true,
    enableXsrfCookie: true,
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  },
  xFrame: { enabled: true, action: 'DENY' },
  hsts: { enabled: secureCookies, maxAge: '180 days' },
  contentTypeSniffing: { enabled: true },
})

export default shieldConfig
