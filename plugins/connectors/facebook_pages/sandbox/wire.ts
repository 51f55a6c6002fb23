import { defineVendorWire } from '#kit'
import {
  META_LISTED,
  META_PEOPLE,
  META_WIRE,
  metaPaging,
  metaProblems,
  usage,
} from '../../../vendors/meta/wire.js'

const METRICS = [
  'page_follows',
  'page_daily_follows_unique',
  'page_daily_unfollows_unique',
  'page_media_view',
  'page_total_media_view_unique',
  'page_post_engagements',
  'page_views_total',
  'page_video_views',
]
/** A day ends at midnight of Pacific time. */
const END = 'day|addDays:1|unix:America/Los_Angeles'
const PLAIN = String.raw`[a-z_,]*?`
const SUMMED = String.raw`(?:,(?:comments|reactions)\.limit\(0\)\.summary\(true\))*`
const INSIGHTS = String.raw`(?:,insights\.metric\((?:,?(?:post_media_view|post_total_media_view_unique|post_clicks))+\))?`

export default defineVendorWire({
  docs: 'https://developers.facebook.com/docs/graph-api/reference/insights',
  ...META_WIRE,
  replyHeaders: usage('pages'),
  endpoints: [
    ...META_PEOPLE,
    {
      get: '/{version}/102{page}/insights',
      query: {
        metric: `csv(${METRICS.join('|')})!`,
        period: 'const(day)',
        since: `after(${END}, unix)`,
        until: `until(${END}, unix)`,
      },
      page: 'pages/insights.json',
      from: 'socialDays[profileKey|digits:12=page]',
      where: { network: 'facebook' },
      group: [['day'], []],
      scopes: ['read_insights', 'pages_read_engagement'],
    },
    {
      get: '/{version}/102{page}/published_posts',
      query: {
        ...META_LISTED,
        fields: 'text',
        since: 'since(at, unix)',
        until: 'before(at, unix)',
      },
      parts: { at: 'fields', pattern: `(?<plain>${PLAIN})${SUMMED}${INSIGHTS}` },
      page: 'pages/posts.json',
      rows: 'data',
      from: 'socialPosts[profileKey|digits:12=page]',
      where: { network: 'facebook' },
      sort: '-at',
      fields: {
        at: 'parts.plain',
        always: ['id', 'comments', 'reactions', 'insights'],
        otherwise: ['created_time', 'message'],
      },
      paging: metaPaging,
      scopes: ['pages_read_engagement'],
    },
  ],
  errors: metaProblems(
    80001,
    'There have been too many calls to this Page account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#pages.'
  ),
})
