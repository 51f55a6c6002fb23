import type { Stream } from '#kit'
import { META_VERSION, META_ZONE } from '../../vendors/meta/consent.js'

const midnight = (day: string) => `unixOf(timeOf(${day}, "yyyy-MM-dd", "${META_ZONE}"))`

const DAYS = {
  followers: 'page_follows',
  new_followers: 'page_daily_follows_unique',
  lost_followers: 'page_daily_unfollows_unique',
  post_impressions: 'page_media_view',
  post_reach: 'page_total_media_view_unique',
  engagements: 'page_post_engagements',
  profile_views: 'page_views_total',
  video_plays: 'page_video_views',
}

/** The answer is a list of metrics, each with its days; one may know fewer days than another. */
const LONGEST =
  'first(response.body.data.filter(one, !response.body.data.exists(other, size(other.values) > size(one.values)))).values'
const BY_DAY = `${LONGEST}.map(day, merge(
  zip(response.body.data.map(one, one.name), response.body.data.map(one, pick(one.values, "end_time", day.end_time))),
  zip(["end_time"], [day.end_time])
))`

const counted = (name: string) =>
  `coalesce(first(find(record.insights.data, "name", "${name}").values).value, 0)`

export const streams: Record<string, Stream> = {
  posts: {
    title: 'Posts',
    get: `/${META_VERSION}/{account.id}/published_posts`,
    query: {
      fields:
        'id,created_time,message,permalink_url,status_type,shares,comments.limit(0).summary(true),reactions.limit(0).summary(true),insights.metric(post_media_view,post_total_media_view_unique,post_clicks)',
      since: '{window.fromUnix}',
      until: '{window.toUnix}',
    },
    records: 'data',
    key: 'id',
    each: 'account',
    // Numbers are those so far and belong to the day of the post, which is read again for four weeks.
    cursor: { field: 'created_time', step: 'P90D', lookback: 'P28D', earliest: 'P729D' },
    facts: {
      mode: 'event',
      date: 'record.created_time',
      entity: {
        kind: 'post',
        id: 'record.id',
        name: String.raw`coalesce(before(record.message, "\n"), record.id)`,
        attributes: { link: 'record.permalink_url', type: 'record.status_type' },
      },
      metrics: {
        'posts': '1',
        'likes': 'record.reactions.summary.total_count',
        'comments': 'record.comments.summary.total_count',
        'shares': 'coalesce(record.shares.count, 0)',
        'post_clicks': counted('post_clicks'),
        'meta/facebook-pages:post_views': counted('post_media_view'),
        'meta/facebook-pages:post_viewers': counted('post_total_media_view_unique'),
      },
    },
  },
  days: {
    title: 'Page by day',
    get: `/${META_VERSION}/{account.id}/insights`,
    query: {
      metric: Object.values(DAYS).join(','),
      period: 'day',
      since: `{${midnight('window.from')}}`,
      until: `{${midnight('addDays(window.to, 1)')}}`,
    },
    page: { by: 'none' },
    records: BY_DAY,
    key: 'end_time',
    each: 'account',
    // At most 90 days at once, kept for two years; Meta corrects the last days.
    cursor: { field: 'end_time', step: 'P60D', lookback: 'P5D', earliest: 'P729D' },
    facts: {
      mode: 'daily',
      // The end of the day, which is the beginning of the next.
      date: `addDays(formatTime(record.end_time, "yyyy-MM-dd", "${META_ZONE}"), -1)`,
      entity: { kind: 'profile', id: 'account.id', name: 'account.name' },
      metrics: Object.fromEntries(
        Object.entries(DAYS).map(([metric, name]) => [metric, `record.${name}`])
      ),
    },
  },
}
