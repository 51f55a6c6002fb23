import { defineVendorWire, type WireEndpoint } from '#kit'

const OURS = { network: 'linkedin' }
const URN = 'digits:8|prefix:urn:li:organization:'
const offset = { by: 'offset', at: 'start', size: 'count', defaultSize: 10 } as const
const paged = { start: 'int>=0', count: 'int>=1<=100=10' }

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/share-statistics : by day. */
const byDay = (path: string, page: string): WireEndpoint => ({
  get: `/rest/${path}`,
  query: {
    q: 'const(organizationalEntity)!',
    organizationalEntity: `is(profileKey|${URN})!`,
    timeIntervals: 'text!',
  },
  conditions: [
    {
      at: 'timeIntervals',
      text: String.raw`/(?<operator>start|end):(?<value>\d{13})/`,
      between: '(?:[(),]|timeRange:|timeGranularityType:DAY)*',
      operators: { start: 'since', end: 'before' },
      of: { '*': 'day' },
    },
  ],
  page: `pages/${page}.json`,
  rows: 'elements',
  from: 'socialDays',
  where: OURS,
  scopes: ['rw_organization_admin'],
})

export default defineVendorWire({
  docs: 'https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/share-statistics',
  hosts: ['api.linkedin.com', 'www.linkedin.com'],
  auth: { oauth: true },
  oauth: { lifetime: 5_184_000, answer: { refresh_token_expires_in: 31_536_000 } },
  headers: {
    'LinkedIn-Version': '/20260[1-7]/!',
    'X-Restli-Protocol-Version': 'const(2.0.0)!',
  },
  endpoints: [
    {
      get: '/rest/organizationAcls',
      query: {
        q: 'const(roleAssignee)!',
        role: 'enum(ADMINISTRATOR)',
        state: 'enum(APPROVED)',
        ...paged,
      },
      page: 'pages/acls.json',
      rows: 'elements',
      from: 'socialProfiles',
      where: OURS,
      paging: offset,
      scopes: ['rw_organization_admin'],
    },
    {
      get: '/rest/organizations/{id}',
      page: 'pages/organization.json',
      from: 'socialProfiles[key|digits:8=id]',
      where: OURS,
      scopes: ['rw_organization_admin'],
    },
    {
      get: '/rest/networkSizes/{organization}',
      query: { edgeType: 'const(COMPANY_FOLLOWED_BY_MEMBER)!' },
      page: { firstDegreeSize: '{{followers}}' },
      from: `socialProfiles[key|${URN}=organization]`,
    },
    {
      get: '/rest/posts',
      headers: { 'X-RestLi-Method': 'const(FINDER)!' },
      query: {
        q: 'const(author)!',
        author: `is(profileKey|${URN})!`,
        sortBy: 'enum(CREATED|LAST_MODIFIED)',
        ...paged,
      },
      page: 'pages/posts.json',
      rows: 'elements',
      from: 'socialPosts',
      where: OURS,
      sort: '-at',
      paging: offset,
      scopes: ['r_organization_social'],
    },
    byDay('organizationalEntityShareStatistics', 'shares'),
    byDay('organizationalEntityFollowerStatistics', 'followers'),
  ],
  errors: 'pages/errors.json',
})
