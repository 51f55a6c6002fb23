import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Alerts',
      icon: 'i-lucide-bell',
      path: '/alerts',
      permission: 'alerts.view',
      group: 'main',
      order: 40,
      key: 'a',
    },
  ],
  actions: [
    {
      label: 'New alert rule',
      icon: 'i-lucide-bell-plus',
      path: '/alerts/rules/new',
      permission: 'alerts.edit',
    },
  ],
  auditWords: {
    'alert_channel.created': 'added an alert channel',
    'alert_channel.deleted': 'removed an alert channel',
    'alert_channel.secret_rotated': 'rotated the signing secret of an alert channel',
    'alert_settings.changed': 'changed the quiet hours',
    'alert_incident.assigned': 'assigned an incident',
    'alert_incident.commented': 'commented on an incident',
    'alert_incident.moved': 'changed the state of an incident',
    'alert_rule.changed': 'changed an alert rule',
    'alert_rule.created': 'created an alert rule',
    'alert_rule.deleted': 'deleted an alert rule',
  },
} satisfies ContextContribution
