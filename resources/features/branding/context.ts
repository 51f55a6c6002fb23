import type { ContextContribution } from '~/features/shell/contributions'

export default {
  actions: [
    {
      label: 'Brands and domains',
      icon: 'i-lucide-palette',
      path: '/branding',
      permission: 'branding.manage',
    },
  ],
  auditWords: {
    'brand.assigned': 'changed which clients a brand is for',
    'brand.changed': 'changed a brand',
    'brand.created': 'created a brand',
    'brand.deleted': 'deleted a brand',
    'brand.picture_changed': 'changed a picture of a brand',
    'domain.added': 'added a domain',
    'domain.lost': 'noted that a domain lost its proof',
    'domain.released': 'released a domain',
    'domain.verified': 'verified a domain',
  },
} satisfies ContextContribution
