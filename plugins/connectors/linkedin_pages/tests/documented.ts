const account = { id: '2414183', name: 'Acme', timeZone: 'UTC' }
const profile = { currency: null, entity: 'profile 2414183' }
const timeRange = { start: 1_670_716_800_000, end: 1_670_803_200_000 }

export default [
  {
    // https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/share-statistics
    title: 'a day of a page',
    stream: 'days',
    account,
    record: {
      totalShareStatistics: {
        uniqueImpressionsCount: 120,
        shareCount: 2,
        engagement: 0.1,
        clickCount: 9,
        likeCount: 5,
        impressionCount: 180,
        commentCount: 2,
      },
      organizationalEntity: 'urn:li:organization:2414183',
      timeRange,
    },
    facts: [
      {
        ...profile,
        day: '2022-12-11',
        post_impressions: 180,
        engagements: 18,
        likes: 5,
        comments: 2,
        shares: 2,
        post_clicks: 9,
      },
    ],
  },
  {
    // https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/follower-statistics
    title: 'followers of a day, with and without ads',
    stream: 'followers_gained',
    account,
    record: {
      followerGains: { organicFollowerGain: 11, paidFollowerGain: 3 },
      organizationalEntity: 'urn:li:organization:2414183',
      timeRange,
    },
    facts: [{ ...profile, day: '2022-12-11', new_followers: 14 }],
  },
  {
    title: 'the followers of today',
    stream: 'followers',
    account,
    record: { firstDegreeSize: 219_145, of: 'page' },
    facts: [{ ...profile, day: '2026-11-20', followers: 219_145 }],
  },
  {
    // https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
    title: 'a post on the day it was published',
    stream: 'posts',
    account,
    record: {
      id: 'urn:li:share:6844785523593134080',
      author: 'urn:li:organization:2414183',
      lifecycleState: 'PUBLISHED',
      visibility: 'PUBLIC',
      commentary: 'Fresh from the roastery',
      publishedAt: 1_670_770_000_000,
      createdAt: 1_670_769_000_000,
      lastModifiedAt: 1_670_770_000_000,
    },
    facts: [
      {
        day: '2022-12-11',
        currency: null,
        entity: 'post urn:li:share:6844785523593134080',
        posts: 1,
      },
    ],
  },
]
