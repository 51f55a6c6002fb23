import { definePlugin } from '#kit'

/** Slack answers 200 and says inside what is wrong: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const errorIs = (...names: string[]) => `response.body.error in ${JSON.stringify(names)}`

/** https://docs.slack.dev/messaging/formatting-message-text#escaping : these three are all that is escaped. */
const escaped = (text: string) =>
  `replace(replace(replace(${text}, "&", "&amp;"), "<", "&lt;"), ">", "&gt;")`

export default definePlugin({
  id: 'slack/chat',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Slack',
  summary: 'Sends messages to a channel, and counts the channels that the app can see.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://docs.slack.dev/reference/methods/chat.postMessage' },
  scopes: [
    { id: 'net:slack.com', why: 'Sends messages and lists channels.' },
    { id: 'metrics:write', why: 'Adds the number of people in channels to your reports.' },
  ],
  metrics: {
    channel_members: {
      label: 'People in channels',
      help: 'Members of each public channel. People in several channels are counted in each.',
      unit: 'count',
      aggregation: 'last',
    },
  },
  connectors: {
    chat: {
      kind: 'api',
      title: 'Slack',
      category: 'operations',
      channel: 'Slack',
      settings: {
        type: 'object',
        required: ['channel'],
        properties: {
          channel: {
            type: 'string',
            title: 'Channel for messages',
            description:
              'Its ID (in Slack: channel details, at the bottom), or its name like #marketing.',
            sandbox: '#numbers',
            pattern: '^(#[^\\s#]{1,80}|[CG][A-Z0-9]{8,})$',
          },
        },
      },
      auth: {
        bot: {
          kind: 'apiKey',
          fields: {
            token: {
              label: 'Bot token',
              secret: true,
              pattern: '^xoxb-',
              help: 'In api.slack.com/apps under OAuth & Permissions, after the app was installed. It begins with xoxb-.',
            },
          },
          sandbox: { token: 'xoxb-1010101010-2020202020-HarborSandboxToken' },
        },
      },
      http: {
        base: 'https://slack.com/api',
        ok: 'response.body.ok',
        page: {
          by: 'cursor',
          next: 'response_metadata.next_cursor',
          parameter: 'cursor',
          size: 200,
          sizeParameter: 'limit',
        },
        errors: [
          {
            when: errorIs('ratelimited', 'rate_limited'),
            then: 'rateLimited',
            say: 'Slack has limited the number of requests. Quarterdeck waits as long as Slack asks.',
          },
          {
            when: errorIs(
              'invalid_auth',
              'not_authed',
              'account_inactive',
              'token_revoked',
              'token_expired'
            ),
            then: 'reconnect',
            say: 'Slack does not accept the bot token. The app may have been removed from the workspace: install it again, copy the token and reconnect.',
          },
          {
            when: errorIs(
              'missing_scope',
              'no_permission',
              'restricted_action',
              'ekm_access_denied'
            ),
            then: 'fail',
            kind: 'authorization',
            say: 'The Slack app may not do this. Add the bot scopes chat:write, chat:write.public and channels:read, and install it again.',
          },
          {
            when: errorIs('channel_not_found', 'not_in_channel', 'is_archived'),
            then: 'fail',
            kind: 'configuration',
            say: 'Slack does not deliver to this channel: it does not exist, is archived, or the app is no member of it. Invite the app there, or choose another channel in the settings of the source.',
          },
          {
            when: errorIs('invalid_cursor'),
            then: 'restart',
            say: 'Slack no longer knows where the list went on. It is read again from the start.',
          },
          {
            when: errorIs(
              'internal_error',
              'fatal_error',
              'service_unavailable',
              'request_timeout'
            ),
            then: 'retry',
            say: 'Slack reports an internal error. The request is made again where that is safe.',
          },
        ],
        // conversations.list is in tier 2, 20 a minute; a channel takes one message a second: https://docs.slack.dev/apis/web-api/rate-limits
        limits: [{ per: 'connection', requests: 20, every: 'PT1M' }],
      },
      check: { get: '/auth.test' },
      accounts: {
        get: '/team.info',
        page: { by: 'none' },
        records: 'team',
        id: 'record.id',
        name: 'record.name',
      },
      provides: {
        'notify@1': {
          send: {
            post: '/chat.postMessage',
            body: {
              channel: '{settings.channel}',
              text: `*{${escaped('notification.title')}}*\n{${escaped('notification.text')}}{notification.url == "" ? "" : "\\n<" + ${escaped('notification.url')} + "|Open in Quarterdeck>"}`,
              unfurl_links: false,
            },
          },
          receipt: 'response.body.channel + "/" + response.body.ts',
        },
      },
      streams: {
        channels: {
          title: 'Channels',
          get: '/conversations.list',
          query: { types: 'public_channel', exclude_archived: 'true' },
          records: 'channels',
          key: 'id',
          each: 'account',
          drop: ['creator', 'topic', 'purpose', 'previous_names', 'properties'],
          facts: {
            mode: 'snapshot',
            entity: {
              kind: 'chat_channel',
              id: 'record.id',
              name: 'record.name',
              attributes: { is_member: 'record.is_member' },
            },
            metrics: { 'slack/chat:channel_members': 'record.num_members' },
          },
        },
      },
    },
  },
})
