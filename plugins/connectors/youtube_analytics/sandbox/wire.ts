import { defineVendorWire, type WireRules } from '#kit'

const DATA = ['https://www.googleapis.com/auth/youtube.readonly']
const REPORTS = ['https://www.googleapis.com/auth/yt-analytics.readonly']
const LISTED: WireRules = {
  part: 'csv!',
  pageToken: 'text',
  maxResults: 'int>=0<=50=5',
  hl: 'text',
}
const paging = { by: 'cursor', at: 'pageToken', size: 'maxResults' } as const
const parts = { at: 'part', always: ['kind', 'etag', 'id'] }

/** https://developers.google.com/youtube/analytics/channel_reports : days without numbers are left out; a day and a video are never asked for together. */
const METRICS = {
  views: '{{views}}',
  engagedViews: '{{views}}',
  estimatedMinutesWatched: '{{watchMinutes}}',
  averageViewDuration: '{{watchMinutes|times:60|per:views|int}}',
  likes: '{{likes}}',
  dislikes: '{{dislikes}}',
  comments: '{{comments}}',
  shares: '{{shares}}',
  subscribersGained: '{{subscribersGained}}',
  subscribersLost: '{{subscribersLost}}',
}
const COLUMNS = { day: '{{day}}', month: '{{day|format:yyyy-MM}}', video: '{{videoKey|id:11}}' }
const ORDER = Object.fromEntries(
  Object.entries({ ...METRICS, ...COLUMNS }).map(([name, hole]) => [name, hole.slice(2, -2)])
)
const report = (query: WireRules, match?: Record<string, string>) => ({
  get: '/v2/reports',
  host: 'youtubeanalytics.googleapis.com',
  match,
  scopes: REPORTS,
  page: 'pages/report.json',
  rows: 'rows',
  from: 'videoDays',
  query: {
    ids: '/channel==(MINE|UC[A-Za-z0-9_-]{22})/!',
    startDate: 'since(day, date)!',
    endDate: 'through(day, date)!',
    metrics: 'csv!',
    filters: 'text',
    currency: 'text',
    startIndex: 'int>=1',
    includeHistoricalChannelData: 'bool',
    ...query,
  },
  dimensions: { at: 'dimensions', of: COLUMNS },
  metrics: { at: 'metrics', of: METRICS },
  order: { at: 'sort', of: ORDER },
  conditions: [
    {
      at: 'filters',
      text: '/(?<field>[a-z]+)==(?<value>[^;]+)/',
      between: ';*',
      operators: { '': 'in' as const },
      of: { video: 'videoKey|id:11' },
    },
  ],
  paging: {
    by: 'offset' as const,
    at: 'startIndex',
    first: 1 as const,
    size: 'maxResults',
    defaultSize: 100_000,
  },
})

export default defineVendorWire({
  docs: 'https://developers.google.com/youtube/analytics/reference/reports/query',
  hosts: [
    'youtube.googleapis.com',
    'www.googleapis.com',
    'youtubeanalytics.googleapis.com',
    'accounts.google.com',
    'oauth2.googleapis.com',
  ],
  auth: { oauth: true },
  oauth: {
    lifetime: 3599,
    refreshOnlyWith: ['access_type', 'offline'],
    descriptions: { invalid_grant: 'Token has been expired or revoked.' },
  },
  query: { alt: 'const(json)', prettyPrint: 'bool', quotaUser: 'text', fields: 'text' },
  endpoints: [
    {
      get: '/youtube/v3/channels',
      query: { ...LISTED, mine: 'bool', id: 'in(key|id:22|prefix:UC, csv)' },
      page: 'pages/channels.json',
      rows: 'items',
      from: 'videoChannels',
      fields: parts,
      paging,
      scopes: DATA,
    },
    {
      get: '/youtube/v3/playlistItems',
      query: { ...LISTED, playlistId: 'is(channelKey|id:22|prefix:UU)!', videoId: 'is(key|id:11)' },
      page: 'pages/playlist_items.json',
      rows: 'items',
      from: 'videos',
      sort: '-at',
      fields: parts,
      paging,
      scopes: DATA,
    },
    {
      get: '/youtube/v3/videos',
      query: { ...LISTED, id: 'in(key|id:11, csv)!' },
      page: 'pages/videos.json',
      rows: 'items',
      from: 'videos',
      sort: '-at',
      fields: parts,
      paging: { ...paging, size: undefined, defaultSize: 50 },
      scopes: DATA,
    },
    report(
      { dimensions: 'const(video)', maxResults: 'int>=1<=200!', sort: 'text!' },
      { dimensions: 'video' }
    ),
    report({ dimensions: 'enum(day|month)', maxResults: 'int>=1', sort: 'text' }),
  ],
  errors: 'pages/errors.json',
})
