import type { Auth, Page, WireAuth, WireOAuth, WirePaging, WireRules } from '#kit'
import type { AuthKind, NewSource, PagingKind } from './choices.js'

/** The same decision on both sides: what the manifest declares, and what the vendor's stand-in demands. */
interface AuthWay {
  manifest: (source: NewSource) => Auth
  wire: WireAuth
  oauth?: WireOAuth
}

const KEY = 'opens-the-sandbox-and-nothing-else'

export const AUTH_WAYS: Record<AuthKind, AuthWay> = {
  apiKey: {
    manifest: () => ({
      kind: 'apiKey',
      fields: { apiKey: { label: 'API key', secret: true } },
      sandbox: { apiKey: KEY },
      headers: { Authorization: 'Bearer {credentials.apiKey}' },
    }),
    wire: { header: 'Authorization: Bearer {key}', accepts: KEY },
  },
  basic: {
    manifest: () => ({
      kind: 'basic',
      fields: {
        user: { label: 'User name' },
        password: { label: 'Password', secret: true },
      },
      sandbox: { user: 'marketing', password: KEY },
      user: '{credentials.user}',
      password: '{credentials.password}',
    }),
    wire: { basic: '*:{key}', accepts: KEY },
  },
  oauth2: {
    manifest: ({ host }) => ({
      kind: 'oauth2',
      authorize: `https://${host}/oauth/authorize`,
      token: `https://${host}/oauth/token`,
      scopes: [{ id: 'reports', why: 'Reads your reports.' }],
      pkce: true,
      sandbox: { clientId: 'sandbox-client', clientSecret: KEY },
    }),
    wire: { oauth: true },
    oauth: { lifetime: 3600 },
  },
  none: { manifest: () => ({ kind: 'none' }), wire: { kind: 'none' } },
}

interface PagingWay {
  manifest: Page
  wire?: WirePaging
  rules: WireRules
  /** What the page says about the next one. */
  told: Record<string, string>
}

const SIZE = 'int>=1<=1000=100'

export const PAGING_WAYS: Record<PagingKind, PagingWay> = {
  cursor: {
    manifest: {
      by: 'cursor',
      next: 'next',
      parameter: 'cursor',
      size: 100,
      sizeParameter: 'limit',
    },
    wire: { by: 'cursor', at: 'cursor', size: 'limit', defaultSize: 100 },
    rules: { limit: SIZE, cursor: 'text' },
    told: { next: '{{page.next}}' },
  },
  offset: {
    manifest: {
      by: 'offset',
      size: 100,
      sizeParameter: 'limit',
      offsetParameter: 'offset',
      total: 'total',
    },
    wire: { by: 'offset', at: 'offset', size: 'limit', defaultSize: 100 },
    rules: { limit: SIZE, offset: 'int>=0=0' },
    told: { total: '{{page.total}}' },
  },
  page: {
    manifest: {
      by: 'page',
      size: 100,
      sizeParameter: 'per_page',
      pageParameter: 'page',
      last: 'pages',
    },
    wire: { by: 'page', at: 'page', size: 'per_page', defaultSize: 100 },
    rules: { per_page: SIZE, page: 'int>=1=1' },
    told: { pages: '{{page.count}}' },
  },
  lastId: {
    manifest: {
      by: 'lastId',
      id: 'id',
      parameter: 'starting_after',
      more: 'has_more',
      size: 100,
      sizeParameter: 'limit',
    },
    wire: { by: 'lastId', at: 'starting_after', id: 'id', size: 'limit', defaultSize: 100 },
    rules: { limit: SIZE, starting_after: 'text' },
    told: { has_more: '{{page.more}}' },
  },
  link: {
    manifest: { by: 'link', in: 'body', path: 'next', size: 100, sizeParameter: 'per_page' },
    wire: { by: 'page', at: 'page', size: 'per_page', defaultSize: 100 },
    rules: { per_page: SIZE, page: 'int>=1=1' },
    told: { next: '{{page.nextUrl}}' },
  },
  none: { manifest: { by: 'none' }, rules: {}, told: {} },
}
