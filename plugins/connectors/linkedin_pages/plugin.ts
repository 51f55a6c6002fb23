import { definePlugin, refusals } from '#kit'
import {
  LINKEDIN_CONSENT,
  LINKEDIN_ERRORS,
  LINKEDIN_HEADERS,
  LINKEDIN_HOSTS,
  LINKEDIN_SUNSET,
} from '../../vendors/linkedin/consent.js'
import { PAGES, streams } from './streams.js'

export default definePlugin({
  id: 'linkedin/pages',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'LinkedIn Pages',
  summary: 'What your posts on LinkedIn reached, your posts, and followers, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'linkedin',
  icon: 'icon.svg',
  links: {
    documentation:
      'https://learn.microsoft.com/en-us/linkedin/marketing/community-management/community-management-overview',
    privacy: 'https://www.linkedin.com/legal/privacy-policy',
  },
  scopes: [
    { id: 'net:api.linkedin.com', why: 'Reads your pages and their statistics.' },
    ...LINKEDIN_HOSTS,
    { id: 'metrics:write', why: 'Adds impressions, engagements and followers to your reports.' },
  ],
  connectors: {
    pages: {
      kind: 'api',
      title: 'LinkedIn Pages',
      category: 'social',
      channel: 'LinkedIn',
      auth: {
        linkedin: {
          ...LINKEDIN_CONSENT,
          scopes: [
            {
              id: 'rw_organization_admin',
              why: 'Lists your pages and reads their statistics. LinkedIn has no permission for this that only reads; nothing is changed.',
            },
            { id: 'r_organization_social', why: 'Reads the posts of your pages.' },
          ],
        },
      },
      sunset: LINKEDIN_SUNSET,
      http: {
        base: 'https://api.linkedin.com',
        headers: LINKEDIN_HEADERS,
        errors: [
          ...LINKEDIN_ERRORS,
          ...refusals({
            403: 'LinkedIn refuses to show this page. The connected person has to be an administrator of it, and the app of this installation needs the product Community Management API.',
          }),
        ],
        limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
      },
      check: { get: '/rest/organizationAcls', query: { ...PAGES.query, count: '1' } },
      accounts: {
        parents: { ...PAGES, fields: { id: 'last(split(record.organization, ":"))' } },
        get: '/rest/organizations/{parent.id}',
        page: { by: 'none' },
        records: '$',
        id: 'text(record.id)',
        name: 'record.localizedName',
        // Days of LinkedIn's statistics are those of UTC.
        timeZone: '"UTC"',
      },
      streams,
    },
  },
})
