import type { ContextContribution } from '~/features/shell/contributions'

export default {
  operations: [
    { label: 'Overview', path: '/operations', order: 10 },
    { label: 'Organizations', path: '/operations/organizations', order: 20 },
    { label: 'Jobs', path: '/operations/jobs', order: 30 },
  ],
} satisfies ContextContribution
