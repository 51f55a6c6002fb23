import type { Stream } from '#kit'
import { META_VERSION, META_ZONE } from '../../vendors/meta/consent.js'

const midnight = (day: string) => `{unixOf(timeOf(${day}, "yyyy-MM-dd", "${META_ZONE}"))}`

/** Totals of one day: https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights */
const insights = (query: Record<string, string>) =>
  ({
    get: `/${META_VERSION}/{account.id}/insights`,
    query: {
      period: 'day',
      metric_type: 'total_value',
      ...query,
      since: midnight('window.from'),
      until: midnight('addDays(window.to, 1)'),
    },
    page: { by: 'none' },
    key: 'day',
    each: 'account',
    // The answer is one number for all that was asked for, so each day is asked for alone. Counted for up to two days.
    cursor: { field: 'day', step: 'P1D', lookback: 'P3D', earliest: 'P89D' },
  }) as const

const dated = (values: string) => `[merge(${values}, zip(["day"], [window.from]))]`
const PROFILE = { kind: 'profile', id: 'account.id', name: 'account.name' }

export const streams: Record<string, Stream> = {
  media: {
    title: 'Posts and reels',
    get: `/${META_VERSION}/{account.id}/media`,
    query: {
      fields:
        'id,caption,media_type,media_product_type,permalink,timestamp,like_count,comments_count',
      since: '{window.fromUnix}',
      until: '{window.toUnix}',
    },
    records: 'data',
    key: 'id',
    each: 'account',
    // Numbers are those so far and belong to the day of the post, which is read again for four weeks.
    cursor: { field: 'timestamp', step: 'P90D', lookback: 'P28D', earliest: 'P729D' },
    facts: {
      mode: 'event',
      date: 'record.timestamp',
      entity: {
        kind: 'post',
        id: 'record.id',
        name: String.raw`coalesce(before(record.caption, "\n"), record.id)`,
        attributes: { link: 'record.permalink', type: 'lower(record.media_product_type)' },
      },
      // Likes are left out where the owner of the account hides them.
      metrics: { posts: '1', likes: 'record.like_count', comments: 'record.comments_count' },
    },
  },
  media_insights: {
    title: 'Insights of posts and reels',
    parents: { stream: 'media', as: 'media', changedSince: 'timestamp' },
    get: `/${META_VERSION}/{parent.id}/insights`,
    query: { metric: 'views,reach,saved,shares' },
    page: { by: 'none' },
    records:
      '[zip(response.body.data.map(one, one.name), response.body.data.map(one, first(one.values).value))]',
    key: 'media.id',
    each: 'account',
    cursor: { field: 'media.timestamp', lookback: 'P28D', earliest: 'P729D' },
    facts: {
      mode: 'event',
      date: 'record.media.timestamp',
      entity: {
        kind: 'post',
        id: 'record.media.id',
        name: String.raw`coalesce(before(record.media.caption, "\n"), record.media.id)`,
      },
      metrics: {
        'saves': 'record.saved',
        'shares': 'record.shares',
        'meta/instagram:media_views': 'record.views',
        'meta/instagram:media_reach': 'record.reach',
      },
    },
  },
  days: {
    title: 'Account by day',
    ...insights({ metric: 'views,reach,total_interactions' }),
    records: dated(
      'zip(response.body.data.map(one, one.name), response.body.data.map(one, one.total_value.value))'
    ),
    facts: {
      mode: 'daily',
      date: 'record.day',
      entity: PROFILE,
      metrics: {
        post_impressions: 'record.views',
        post_reach: 'record.reach',
        engagements: 'record.total_interactions',
      },
    },
  },
  follows: {
    title: 'New and lost followers by day',
    ...insights({ metric: 'follows_and_unfollows', breakdown: 'follow_type' }),
    // Accounts with fewer than 100 followers have no such numbers.
    records: dated(
      'zip(first(first(response.body.data).total_value.breakdowns).results.map(one, first(one.dimension_values)), first(first(response.body.data).total_value.breakdowns).results.map(one, one.value))'
    ),
    facts: {
      mode: 'daily',
      date: 'record.day',
      entity: PROFILE,
      metrics: { new_followers: 'record.FOLLOWER', lost_followers: 'record.NON_FOLLOWER' },
    },
  },
  followers: {
    title: 'Followers',
    get: `/${META_VERSION}/{account.id}`,
    query: { fields: 'id,username,followers_count' },
    page: { by: 'none' },
    records: '$',
    key: 'id',
    each: 'account',
    facts: {
      mode: 'snapshot',
      entity: PROFILE,
      metrics: { followers: 'record.followers_count' },
    },
  },
}
