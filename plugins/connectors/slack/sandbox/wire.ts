import { defineVendorWire } from '#kit'

/** https://docs.slack.dev/apis/web-api : whatever is wrong is said under status 200, but for too many requests. */
export default defineVendorWire({
  docs: 'https://docs.slack.dev/reference/methods',
  hosts: ['slack.com'],
  auth: {
    header: 'Authorization: Bearer {key}',
    accepts: 'xoxb-1010101010-2020202020-HarborSandboxToken',
  },
  endpoints: [
    { get: '/api/auth.test', page: 'pages/auth.json' },
    { get: '/api/team.info', page: 'pages/team.json' },
    {
      get: '/api/conversations.list',
      query: {
        types: 'csv(public_channel|private_channel|mpim|im)',
        exclude_archived: 'bool',
        limit: 'int>=1<=1000=100',
        cursor: 'text',
        team_id: 'text',
      },
      page: 'pages/channels.json',
      rows: 'channels',
      from: 'chatChannels',
      paging: { by: 'cursor', at: 'cursor', size: 'limit', defaultSize: 100 },
    },
    {
      post: '/api/chat.postMessage',
      match: { 'body.channel': '/^(#numbers|#marketing|#roastery|C[A-Z0-9]{10})$/' },
      body: { channel: 'text!', text: 'text!', unfurl_links: 'any', blocks: 'any' },
      page: 'pages/message.json',
    },
    {
      post: '/api/chat.postMessage',
      body: { channel: 'text!', text: 'text!', unfurl_links: 'any', blocks: 'any' },
      page: { ok: false, error: 'channel_not_found' },
    },
  ],
  errors: 'pages/errors.json',
})
