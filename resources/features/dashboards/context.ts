import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Dashboards',
      icon: 'i-lucide-layout-dashboard',
      path: '/dashboards',
      permission: 'dashboards.view',
      group: 'main',
      order: 20,
      key: 'd',
    },
  ],
  actions: [
    {
      label: 'New dashboard',
      icon: 'i-lucide-layout-dashboard',
      path: '/dashboards?new=1',
      permission: 'dashboards.edit',
    },
  ],
  auditWords: {
    'dashboard.changed': 'changed a dashboard',
    'dashboard.comment_deleted': 'deleted a comment on a dashboard',
    'dashboard.commented': 'commented on a dashboard',
    'dashboard.created': 'created a dashboard',
    'dashboard.deleted': 'deleted a dashboard',
    'dashboard.draft_discarded': 'discarded the draft of a dashboard',
    'dashboard.image_added': 'added an image for dashboards',
    'dashboard.link_created': 'created a public link of a dashboard',
    'dashboard.link_revoked': 'revoked a public link of a dashboard',
    'dashboard.made_private': 'made a dashboard private',
    'dashboard.published': 'published a dashboard',
    'dashboard.reordered': 'arranged the widgets of a dashboard',
    'dashboard.restored': 'restored a dashboard',
    'dashboard.shared': 'shared a dashboard',
    'dashboard.template_deleted': 'deleted a template of dashboards',
    'dashboard.template_saved': 'saved a dashboard as a template',
    'dashboard.version_restored': 'restored an earlier version of a dashboard',
    'dashboard.widget_added': 'added a widget',
    'dashboard.widget_changed': 'changed a widget',
    'dashboard.widget_removed': 'removed a widget',
    'dashboard.widget_restored': 'restored a widget',
  },
} satisfies ContextContribution
