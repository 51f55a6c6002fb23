import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'KPIs',
      icon: 'i-lucide-target',
      path: '/kpis',
      permission: 'kpis.view',
      group: 'main',
      order: 35,
      key: 'k',
    },
  ],
  actions: [
    { label: 'New KPI', icon: 'i-lucide-sigma', path: '/kpis/new', permission: 'kpis.edit' },
    {
      label: 'New goal or budget',
      icon: 'i-lucide-target',
      path: '/kpis/goals/new',
      permission: 'kpis.edit',
    },
  ],
  auditWords: {
    'goal.created': 'created a goal',
    'goal.changed': 'changed a goal',
    'goal.deleted': 'deleted a goal',
    'kpi.created': 'created a KPI',
    'kpi.changed': 'changed a KPI',
    'kpi.deleted': 'deleted a KPI',
  },
} satisfies ContextContribution
