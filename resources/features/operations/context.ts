import type { ContextContribution } from '~/features/shell/contributions'

export default {
  operations: [
    { label: 'Overview', path: '/operations', order: 10 },
    { label: 'Organizations', path: '/operations/organizations', order: 20 },
    { label: 'Billing', path: '/operations/billing', order: 25 },
    { label: 'Vendors', path: '/operations/vendors', order: 27 },
    { label: 'Jobs', path: '/operations/jobs', order: 30 },
  ],
  auditWords: {
    'revenue_feed.started': 'added the revenue of the installation as a source',
    'revenue_feed.ended': 'stopped the revenue of the installation as a source',
  },
} satisfies ContextContribution
