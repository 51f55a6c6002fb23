import type { Connectable } from '~/features/sources/connecting'

const COMMON = {
  kind: 'api' as const,
  category: 'operations',
  publisher: null,
  documentation: null,
  permissions: [],
  ways: [],
  settings: [],
  hasSandbox: true,
  contents: null,
}

/** The interfaces that people describe themselves, as entries of the list of sources. */
export const described = (address: string): Connectable[] => [
  {
    ...COMMON,
    pluginId: 'own/rest',
    connector: 'rest',
    title: 'REST API',
    summary: 'Any JSON API: you enter the address and choose what its answer means.',
    href: `${address}?kind=rest`,
  },
  {
    ...COMMON,
    pluginId: 'own/graphql',
    connector: 'graphql',
    title: 'GraphQL API',
    summary: 'Any GraphQL endpoint: you enter a query and choose what its answer means.',
    href: `${address}?kind=graphql`,
  },
]
