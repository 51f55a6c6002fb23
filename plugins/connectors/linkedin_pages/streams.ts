import type { EntityMapping, FactMapping, Stream } from '#kit'

/** Lists go on by number, and a page that is not full is the last: https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/pagination */
const listed = {
  page: {
    by: 'offset',
    offsetParameter: 'start',
    size: 100,
    sizeParameter: 'count',
  },
  records: 'elements',
} as const

/** The pages that the person administers. */
export const PAGES = {
  get: '/rest/organizationAcls',
  query: { q: 'roleAssignee', role: 'ADMINISTRATOR', state: 'APPROVED' },
  ...listed,
} as const

const PROFILE: EntityMapping = { kind: 'profile', id: 'account.id', name: 'account.name' }

/**
 * Statistics of a page by day. rest.li wants brackets as they are, so the address is put together here; LinkedIn keeps a year:
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/share-statistics
 */
const byDay = (title: string, path: string, metrics: FactMapping['metrics']): Stream => ({
  title,
  url: [
    `"https://api.linkedin.com/rest/${path}?q=organizationalEntity&organizationalEntity=urn%3Ali%3Aorganization%3A" + account.id`,
    '"&timeIntervals=(timeRange:(start:" + text(window.fromUnix) + "000,end:" + text(window.toUnix)',
    '"000),timeGranularityType:DAY)"',
  ].join(' + '),
  page: { by: 'none' },
  records: 'elements',
  key: 'timeRange.start',
  each: 'account',
  cursor: { field: 'timeRange.start', step: 'P90D', lookback: 'P7D', earliest: 'P364D' },
  facts: {
    mode: 'daily',
    date: 'millisToIso(record.timeRange.start)',
    timeZone: 'account.timeZone',
    entity: PROFILE,
    metrics,
  },
})

const statistic = (name: string) => `record.totalShareStatistics.${name}Count`
const gained = (name: string) => `record.followerGains.${name}FollowerGain`

export const streams: Record<string, Stream> = {
  days: byDay('Page by day', 'organizationalEntityShareStatistics', {
    post_impressions: statistic('impression'),
    engagements: ['like', 'comment', 'share', 'click'].map(statistic).join(' + '),
    likes: statistic('like'),
    comments: statistic('comment'),
    shares: statistic('share'),
    post_clicks: statistic('click'),
  }),
  followers_gained: byDay('New followers by day', 'organizationalEntityFollowerStatistics', {
    new_followers: `${gained('organic')} + ${gained('paid')}`,
  }),
  followers: {
    title: 'Followers',
    get: '/rest/networkSizes/urn%3Ali%3Aorganization%3A{account.id}',
    query: { edgeType: 'COMPANY_FOLLOWED_BY_MEMBER' },
    page: { by: 'none' },
    // The answer is a number without an id.
    records: '[merge(response.body, {"of": "page"})]',
    key: 'of',
    each: 'account',
    facts: {
      mode: 'snapshot',
      entity: PROFILE,
      metrics: { followers: 'record.firstDegreeSize' },
    },
  },
  posts: {
    title: 'Posts',
    get: '/rest/posts',
    headers: { 'X-RestLi-Method': 'FINDER' },
    query: { q: 'author', author: 'urn:li:organization:{account.id}', sortBy: 'CREATED' },
    ...listed,
    key: 'id',
    each: 'account',
    cursor: { field: 'createdAt', descending: true, lookback: 'P7D', earliest: 'P730D' },
    facts: {
      mode: 'event',
      date: 'millisToIso(record.publishedAt)',
      timeZone: 'account.timeZone',
      when: 'record.lifecycleState == "PUBLISHED"',
      entity: {
        kind: 'post',
        id: 'record.id',
        name: 'record.commentary',
        ancestors: [PROFILE],
      },
      metrics: { posts: '1' },
    },
  },
}
