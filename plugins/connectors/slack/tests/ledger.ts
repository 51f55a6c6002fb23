export default [['slack/chat:channel_members', 'chatChannels', 'members']]
