import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Reports',
      icon: 'i-lucide-file-chart-column',
      path: '/reports',
      permission: 'reports.view',
      group: 'main',
      order: 45,
      key: 'r',
    },
  ],
  actions: [
    {
      label: 'New report',
      icon: 'i-lucide-file-chart-column',
      path: '/reports?new=1',
      permission: 'reports.edit',
    },
  ],
  auditWords: {
    'report.created': 'created a report',
    'report.changed': 'changed a report',
    'report.deleted': 'deleted a report',
    'report.scheduled': 'scheduled a report',
    'report.unscheduled': 'removed the schedule of a report',
    'report.released': 'released a held report',
    'report.discarded': 'discarded a held report',
    'report.restored': 'restored a report',
    'report.link_created': 'created a link to a report',
    'report.links_revoked': 'revoked the links to a report',
    'report.run_started': 'made the files of a report',
  },
} satisfies ContextContribution
