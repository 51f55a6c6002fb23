import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Team',
      icon: 'i-lucide-users',
      path: '/team',
      permission: 'team.view',
      group: 'Organization',
      order: 10,
      key: 't',
    },
    {
      label: 'Settings',
      icon: 'i-lucide-settings',
      path: '/settings',
      permission: 'organization.view',
      group: 'Organization',
      order: 90,
      key: ',',
    },
  ],
  actions: [
    {
      label: 'Invite a person',
      icon: 'i-lucide-user-plus',
      path: '/team',
      permission: 'team.manage',
    },
    {
      label: 'API keys',
      icon: 'i-lucide-key-round',
      path: '/settings/api-keys',
      permission: 'api_keys.manage',
    },
  ],
  auditWords: {
    'api_key.created': 'created an API key',
    'api_key.revoked': 'revoked an API key',
    'invitation.accepted': 'accepted an invitation',
    'invitation.revoked': 'revoked an invitation',
    'member.invited': 'invited a person',
    'member.left': 'left the organization',
    'member.removed': 'removed a member',
    'member.role_changed': 'changed a role',
    'organization.created': 'created the organization',
    'organization.updated': 'changed the settings',
    'ownership.transferred': 'transferred ownership',
  },
} satisfies ContextContribution
