import { definePlugin, refusals, type Stream } from '#kit'
import { GOOGLE_CONSENT, GOOGLE_HOSTS } from '../../vendors/google/consent.js'

/** Channels come from another API than their reports. */
const DATA = 'https://www.googleapis.com'

const METRICS =
  'views,estimatedMinutesWatched,likes,comments,shares,subscribersGained,subscribersLost'

/** Answers are a table: names in `columnHeaders`, cells in `rows`; a period without views has no rows at all. */
const ROWS =
  'response.body.rows.map(row, zip(response.body.columnHeaders.map(column, column.name), row))'

const streams: Record<string, Stream> = {
  days: {
    title: 'Channel by day',
    get: '/v2/reports',
    query: {
      ids: 'channel=={account.id}',
      startDate: '{window.from}',
      endDate: '{window.to}',
      dimensions: 'day',
      metrics: METRICS,
      sort: 'day',
    },
    page: { by: 'none' },
    records: ROWS,
    absent: 'empty',
    key: 'day',
    each: 'account',
    cursor: { field: 'day', step: 'P180D', lookback: 'P5D', earliest: 'P730D' },
    facts: {
      mode: 'daily',
      date: 'record.day',
      entity: { kind: 'profile', id: 'account.id', name: 'account.name' },
      metrics: {
        video_plays: 'record.views',
        watch_time: 'record.estimatedMinutesWatched * 60',
        likes: 'record.likes',
        comments: 'record.comments',
        shares: 'record.shares',
        new_followers: 'record.subscribersGained',
        lost_followers: 'record.subscribersLost',
      },
    },
  },
  subscribers: {
    title: 'Subscribers',
    base: DATA,
    get: '/youtube/v3/channels',
    query: { part: 'snippet,statistics', id: '{account.id}' },
    page: { by: 'none' },
    records: 'items',
    key: 'id',
    each: 'account',
    // YouTube rounds the number down to three digits, and hides it where the channel wants so.
    facts: {
      mode: 'snapshot',
      entity: { kind: 'profile', id: 'account.id', name: 'account.name' },
      metrics: {
        followers:
          'record.statistics.hiddenSubscriberCount == true ? null : number(record.statistics.subscriberCount)',
      },
    },
  },
}

export default definePlugin({
  id: 'google/youtube-analytics',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'YouTube',
  summary: 'Views, watch time, likes, comments, shares and subscribers of your channel, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'google',
  icon: 'icon.svg',
  links: {
    documentation: 'https://developers.google.com/youtube/analytics',
    privacy: 'https://policies.google.com/privacy',
  },
  scopes: [
    { id: 'net:youtubeanalytics.googleapis.com', why: 'Reads the reports of your channel.' },
    { id: 'net:www.googleapis.com', why: 'Lists your channels and their subscribers.' },
    ...GOOGLE_HOSTS,
    { id: 'metrics:write', why: 'Adds views and subscribers to your reports.' },
  ],
  connectors: {
    channel: {
      kind: 'api',
      title: 'YouTube',
      category: 'social',
      channel: 'YouTube',
      auth: {
        google: {
          ...GOOGLE_CONSENT,
          scopes: [
            {
              id: 'https://www.googleapis.com/auth/youtube.readonly',
              why: 'Lists your channels.',
            },
            {
              id: 'https://www.googleapis.com/auth/yt-analytics.readonly',
              why: 'Reads the reports of your channel.',
            },
          ],
        },
      },
      http: {
        base: 'https://youtubeanalytics.googleapis.com',
        errors: [
          {
            status: [403],
            when: 'json(response.body).contains("quotaExceeded") || json(response.body).contains("rateLimitExceeded")',
            then: 'rateLimited',
            say: 'Google has limited the number of requests of this installation for today. The sync retries automatically.',
          },
          ...refusals({
            403: 'The connected Google account may not see the reports of this channel. Sign in as its owner or manager.',
          }),
        ],
        limits: [{ per: 'account', requests: 5, every: 'PT1S' }],
      },
      check: { base: DATA, get: '/youtube/v3/channels', query: { part: 'snippet', mine: 'true' } },
      accounts: {
        base: DATA,
        get: '/youtube/v3/channels',
        query: { part: 'snippet', mine: 'true' },
        page: { by: 'none' },
        records: 'items',
        id: 'record.id',
        name: 'record.snippet.title',
        // Reports are by days of Pacific time, whatever the channel is: https://developers.google.com/youtube/analytics/dimensions
        timeZone: '"America/Los_Angeles"',
      },
      streams,
    },
  },
})
