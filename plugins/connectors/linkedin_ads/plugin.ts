import { definePlugin, refusals } from '#kit'
import {
  LINKEDIN_CONSENT,
  LINKEDIN_ERRORS,
  LINKEDIN_HEADERS,
  LINKEDIN_HOSTS,
  LINKEDIN_SUNSET,
} from '../../vendors/linkedin/consent.js'
import { listed, streams } from './streams.js'

export default definePlugin({
  id: 'linkedin/ads',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'LinkedIn Ads',
  summary: 'Campaigns and ads with cost, clicks, leads and conversions, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'linkedin',
  icon: 'icon.svg',
  links: {
    documentation: 'https://learn.microsoft.com/en-us/linkedin/marketing/',
    privacy: 'https://www.linkedin.com/legal/privacy-policy',
  },
  scopes: [
    { id: 'net:api.linkedin.com', why: 'Reads ad accounts and their reports.' },
    ...LINKEDIN_HOSTS,
    { id: 'metrics:write', why: 'Adds spend, clicks and conversions to your reports.' },
  ],
  connectors: {
    ads: {
      kind: 'api',
      title: 'LinkedIn Ads',
      category: 'ads',
      channel: 'LinkedIn Ads',
      auth: {
        linkedin: {
          ...LINKEDIN_CONSENT,
          scopes: [
            { id: 'r_ads', why: 'Lists ad accounts, campaigns and ads.' },
            { id: 'r_ads_reporting', why: 'Reads their numbers.' },
          ],
        },
      },
      sunset: LINKEDIN_SUNSET,
      http: {
        base: 'https://api.linkedin.com',
        headers: LINKEDIN_HEADERS,
        timeout: 'PT60S',
        // A report is cut off at 15,000 rows, without a word.
        ok: 'response.body.elements == null || size(response.body.elements) < 15000',
        errors: [
          {
            status: [200],
            when: 'size(response.body.elements) >= 15000',
            then: 'narrow',
            say: 'LinkedIn reports at most 15,000 rows at a time. The sync asks for a shorter period.',
          },
          ...LINKEDIN_ERRORS,
          ...refusals({
            403: 'LinkedIn refuses to show this ad account. The connected person needs a role in it, Viewer at least, and the app of this installation needs the product Advertising API.',
          }),
        ],
        limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
      },
      check: { get: '/rest/adAccounts', query: { q: 'search', pageSize: '1' } },
      accounts: {
        ...listed('adAccounts', 'search', 1000),
        id: 'text(record.id)',
        name: 'record.name',
        currency: 'record.currency',
        // LinkedIn's days are those of UTC, whatever the account is.
        timeZone: '"UTC"',
        when: 'record.test != true',
      },
      streams,
    },
  },
})
