import type { EntityMapping, Stream } from '#kit'

/** https://docs.x.com/x-api/fundamentals/pagination : the last page has no token. */
export const POSTS_PAGE = {
  by: 'cursor',
  next: 'meta.next_token',
  parameter: 'pagination_token',
  size: 100,
  sizeParameter: 'max_results',
} as const

/**
 * Posts of the account, newest first. Reposts are listed too and left out here: to leave them out at X could make a page
 * empty in the middle of the list. Without `end_time`, which must not be in the future.
 */
const posts = (fields: string) =>
  ({
    get: '/2/users/{account.id}/tweets',
    query: {
      'tweet.fields': `created_at,referenced_tweets,${fields}`,
      'start_time': `{formatTime(window.fromIso, "yyyy-MM-dd'T'HH:mm:ss'Z'", "UTC")}`,
    },
    records: 'data',
    // Without any post the answer has no list.
    absent: 'empty',
    key: 'id',
    each: 'account',
  }) as const

const IS_OWN = '!record.referenced_tweets.exists(one, one.type == "retweeted")'

const POST: EntityMapping = {
  kind: 'post',
  id: 'record.id',
  name: String.raw`coalesce(before(record.text, "\n"), record.id)`,
  attributes: {
    link: '"https://x.com/i/status/" + record.id',
    type: 'coalesce(first(record.referenced_tweets).type, "post")',
  },
}

export const streams: Record<string, Stream> = {
  posts: {
    title: 'Posts',
    ...posts('public_metrics'),
    // Numbers are those so far and belong to the day of the post, which is read again for four weeks.
    cursor: { field: 'created_at', lookback: 'P28D', earliest: 'P729D' },
    facts: {
      mode: 'event',
      date: 'record.created_at',
      when: IS_OWN,
      entity: POST,
      // https://docs.x.com/x-api/fundamentals/metrics : reposts do not include quotes.
      metrics: {
        'posts': '1',
        'likes': 'record.public_metrics.like_count',
        'comments': 'record.public_metrics.reply_count',
        'shares': 'record.public_metrics.retweet_count + record.public_metrics.quote_count',
        'saves': 'record.public_metrics.bookmark_count',
        'x/posts:post_views': 'record.public_metrics.impression_count',
      },
    },
  },
  clicks: {
    title: 'Clicks and engagements of posts',
    ...posts('non_public_metrics,organic_metrics'),
    // X tells these to the author only, and only for posts of the last 30 days.
    cursor: { field: 'created_at', lookback: 'P28D', earliest: 'P28D' },
    facts: {
      mode: 'event',
      date: 'record.created_at',
      when: `${IS_OWN} && record.non_public_metrics != null`,
      entity: POST,
      metrics: {
        'post_clicks':
          'coalesce(record.non_public_metrics.url_link_clicks, 0) + record.non_public_metrics.user_profile_clicks',
        'x/posts:post_engagements': 'record.non_public_metrics.engagements',
        'x/posts:organic_post_views': 'record.organic_metrics.impression_count',
      },
    },
  },
  followers: {
    title: 'Followers',
    get: '/2/users/me',
    query: { 'user.fields': 'public_metrics' },
    page: { by: 'none' },
    records: 'data',
    key: 'id',
    each: 'account',
    facts: {
      mode: 'snapshot',
      entity: { kind: 'profile', id: 'account.id', name: 'account.name' },
      metrics: { followers: 'record.public_metrics.followers_count' },
    },
  },
}
