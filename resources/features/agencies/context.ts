import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Clients',
      icon: 'i-lucide-building-2',
      path: '/clients',
      permission: 'clients.view',
      forAgencies: true,
      group: 'main',
      order: 5,
      key: 'l',
    },
  ],
  actions: [
    {
      label: 'Add a client',
      icon: 'i-lucide-building-2',
      path: '/clients/new',
      permission: 'clients.manage',
    },
    {
      label: 'Agencies with access',
      icon: 'i-lucide-handshake',
      path: '/agencies',
      permission: 'agencies.view',
    },
  ],
  auditWords: {
    'agency.access_changed': 'changed the access of an agency',
    'agency.access_ended': 'ended the access of an agency',
    'agency.access_expired': 'ended the access of an agency on time',
    'agency.access_granted': 'gave an agency access',
    'agency_team.changed': 'changed a team for clients',
    'agency_team.created': 'created a team for clients',
    'agency_team.deleted': 'deleted a team for clients',
    'client.access_accepted': 'noted that a client accepted a request for access',
    'client.access_requested': 'asked for access to a client',
    'client.ended': 'noted the end of access to a client',
    'client.linked': 'noted access to a client',
    'client.request_withdrawn': 'withdrew a request for access',
    'dashboard.pushed': 'pushed a dashboard of the agency',
    'template.pushed': 'pushed a dashboard to a client',
    'member.delegated': 'let a person of an agency in',
  },
} satisfies ContextContribution
