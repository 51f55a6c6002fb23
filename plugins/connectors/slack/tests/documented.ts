/** As https://docs.slack.dev/reference/methods/conversations.list shows a channel. */
const channel = {
  id: 'C012AB3CD',
  name: 'general',
  is_channel: true,
  is_archived: false,
  is_general: true,
  is_private: false,
  is_member: true,
  num_members: 4,
}

export default [
  {
    title: 'a channel counts its members as of today',
    stream: 'channels',
    record: channel,
    facts: [
      {
        'day': '2026-11-20',
        'currency': null,
        'entity': 'chat_channel C012AB3CD',
        'slack/chat:channel_members': 4,
      },
    ],
  },
]
