import type { ConsentScope, Scope, Sunset } from '#kit'

/** The version of the Graph API that Meta's sources call: https://developers.facebook.com/docs/graph-api/changelog */
export const META_VERSION = 'v26.0'

/**
 * Meta has not named the day yet. A version works for at least two years (https://developers.facebook.com/docs/graph-api/guides/versioning),
 * and v26.0 came on 29 July 2026, so until then something else has to be read.
 */
export const META_SUNSET: Sunset = {
  version: META_VERSION,
  on: '2028-07-29',
  source: 'https://developers.facebook.com/docs/graph-api/changelog/versions',
}

/** Insights are by days of Pacific time, wherever a page is: https://developers.facebook.com/docs/platforminsights/page */
export const META_ZONE = 'America/Los_Angeles'

export const META_HOSTS: Scope[] = [
  { id: 'net:graph.facebook.com', why: 'Reads what you connect, and its numbers.' },
  { id: 'net:www.facebook.com', why: 'Requests your consent at Facebook.' },
]

/**
 * What every source of Meta signs in with, besides its permissions:
 * https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
 */
export const META_CONSENT = {
  kind: 'oauth2',
  authorize: `https://www.facebook.com/${META_VERSION}/dialog/oauth`,
  token: `https://graph.facebook.com/${META_VERSION}/oauth/access_token`,
  scopeSeparator: ',',
  clientAuth: 'body',
  lifetime: 'P60D',
  // The first token lives for an hour or two, the one it is exchanged for about 60 days.
  exchange: {
    method: 'GET',
    parameters: {
      grant_type: 'fb_exchange_token',
      client_id: '{client.id}',
      client_secret: '{client.secret}',
      fb_exchange_token: '{credentials.accessToken}',
    },
  },
  sandbox: { clientId: 'quarterdeck-meta-sandbox', clientSecret: 'sandbox-secret' },
} as const

/** Pages and the Instagram accounts behind them are asked for together, so that one consent opens both sources. */
export const PAGE_PERMISSIONS: ConsentScope[] = [
  { id: 'pages_show_list', why: 'Lists the pages that you manage.' },
  { id: 'pages_read_engagement', why: 'Reads posts of the pages and the reactions to them.' },
  { id: 'read_insights', why: 'Reads the insights of the pages.' },
  { id: 'instagram_basic', why: 'Reads the Instagram accounts behind the pages and their media.' },
  { id: 'instagram_manage_insights', why: 'Reads the insights of Instagram.' },
]
