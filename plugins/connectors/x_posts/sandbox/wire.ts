import { defineVendorWire, type WireRules } from '#kit'

const OURS = { network: 'x' }
const TWEET_FIELDS =
  'created_at|author_id|conversation_id|in_reply_to_user_id|referenced_tweets|lang|public_metrics|non_public_metrics|organic_metrics'
const USER_FIELDS =
  'created_at|description|location|profile_image_url|protected|public_metrics|url|verified|verified_type|subscription_type'

/** https://docs.x.com/x-api/posts/timelines/integrate */
const LISTED: WireRules = {
  'max_results': 'int>=5<=100=10',
  'pagination_token': 'text',
  'start_time': 'since(at, iso)',
  'end_time': 'until(at, iso)',
  'exclude': 'csv(retweets|replies)',
  'tweet.fields': `csv(${TWEET_FIELDS})`,
}

export default defineVendorWire({
  docs: 'https://docs.x.com/x-api/posts/timelines/integrate',
  hosts: ['api.x.com', 'x.com'],
  auth: { oauth: true },
  oauth: {
    lifetime: 7200,
    rotates: true,
    refreshOnlyWith: ['scope', 'tweet.read users.read offline.access'],
  },
  replyHeaders: { 'api-version': '2.163' },
  endpoints: [
    {
      get: '/2/users/me',
      query: { 'user.fields': `csv(${USER_FIELDS})` },
      page: 'pages/me.json',
      from: 'socialProfiles',
      where: OURS,
      fields: { at: 'user.fields', within: 'data', always: ['id', 'name', 'username'] },
      scopes: ['tweet.read', 'users.read'],
    },
    {
      get: '/2/users/{user}/tweets',
      query: LISTED,
      page: 'pages/tweets.json',
      rows: 'data',
      emptyRows: 'absent',
      from: 'socialPosts[profileKey|digits:19=user]',
      where: OURS,
      sort: '-at',
      fields: { at: 'tweet.fields', always: ['id', 'text', 'edit_history_tweet_ids'] },
      paging: { by: 'cursor', at: 'pagination_token', size: 'max_results', defaultSize: 10 },
      scopes: ['tweet.read', 'users.read'],
    },
  ],
  errors: 'pages/errors.json',
  limits: {
    requests: 75,
    seconds: 900,
    headers: {
      'x-rate-limit-limit': '{{limit.requests}}',
      'x-rate-limit-remaining': '{{limit.remaining}}',
      'x-rate-limit-reset': '{{limit.reset}}',
    },
  },
})
