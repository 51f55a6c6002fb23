import { defineVendorWire, type WireEndpoint } from '#kit'
import {
  META_LISTED,
  META_PEOPLE,
  META_WIRE,
  metaPaging,
  metaProblems,
  usage,
} from '../../../vendors/meta/wire.js'

/** A day ends at midnight of Pacific time. */
const END = 'day|addDays:1|unix:America/Los_Angeles'
const network = { network: 'instagram' }
const scopes = ['instagram_basic', 'instagram_manage_insights', 'pages_read_engagement']

const insights = (query: Record<string, string>): WireEndpoint => ({
  get: '/{version}/17841{user}/insights',
  query: {
    period: 'const(day)!',
    metric_type: 'const(total_value)!',
    since: `after(${END}, unix)`,
    until: `until(${END}, unix)`,
    ...query,
  },
  from: 'socialDays[profileKey|digits:12=user]',
  where: network,
  group: [],
  scopes,
})

export default defineVendorWire({
  docs: 'https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights',
  ...META_WIRE,
  replyHeaders: usage('instagram'),
  endpoints: [
    ...META_PEOPLE,
    {
      get: '/{version}/17841{user}',
      query: { fields: 'csv' },
      page: 'pages/user.json',
      from: 'socialProfiles[key|digits:12=user]',
      where: network,
      fields: { at: 'fields', always: ['id'] },
      scopes: ['instagram_basic'],
    },
    {
      get: '/{version}/17841{user}/media',
      query: {
        ...META_LISTED,
        fields: 'csv',
        since: 'since(at, unix)',
        until: 'before(at, unix)',
      },
      page: 'pages/media.json',
      rows: 'data',
      from: 'socialPosts[profileKey|digits:12=user]',
      where: network,
      sort: '-at',
      fields: { at: 'fields', always: ['id'] },
      paging: metaPaging,
      scopes: ['instagram_basic'],
    },
    {
      ...insights({
        metric: 'const(follows_and_unfollows)!',
        breakdown: 'const(follow_type)!',
      }),
      match: { metric: 'follows_and_unfollows' },
      page: 'pages/follows.json',
    },
    {
      ...insights({
        metric: 'csv(views|reach|total_interactions|likes|comments|saves|shares)!',
      }),
      page: 'pages/days.json',
    },
    {
      get: '/{version}/1802{media}/insights',
      query: { metric: 'csv(views|reach|saved|shares|likes|comments|total_interactions)!' },
      page: 'pages/insights.json',
      from: 'socialPosts[key|digits:13=media]',
      where: network,
      scopes,
    },
  ],
  errors: metaProblems(
    80002,
    'There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#instagram.'
  ),
})
