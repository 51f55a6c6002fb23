import type { DesignAuth, DesignStream, SourceDesign } from './types.js'

export type Kind = SourceDesign['kind']

/** The interface of the sample business, which the sandbox serves. */
export const SAMPLE_HOST = 'api.harbor-coffee.example'
export const SAMPLE_KEY = 'harbor-sample-key'
export const SAMPLE_AUTH: DesignAuth = { kind: 'apiKey', in: 'header', name: 'X-Api-Key' }

const QUERY = `query ($after: String, $from: String, $to: String) {
  orders(first: 500, after: $after, from: $from, to: $to) {
    nodes { id placedOn currency total tax units channel customer { country } }
    totalCount
    pageInfo { hasNextPage endCursor }
  }
}`

export const emptyStream = (kind: Kind, name = 'records'): DesignStream => ({
  name,
  title: 'Records',
  method: kind === 'graphql' ? 'POST' : 'GET',
  path: '/',
  query: [],
  body: null,
  graphql: kind === 'graphql' ? { query: '', variables: '' } : null,
  window: null,
  page: { by: 'none' },
  records: '$',
  fields: [],
  currency: null,
})

export const emptyDesign = (kind: Kind): SourceDesign => ({
  kind,
  title: '',
  host: '',
  auth: { kind: 'bearer' },
  headers: [],
  streams: [emptyStream(kind)],
})

/** What the sample's documentation says, typed in. */
export const sampleOf = (kind: Kind): { address: string; stream: Partial<DesignStream> } =>
  kind === 'graphql'
    ? {
        address: `https://${SAMPLE_HOST}/graphql`,
        stream: {
          title: 'Orders',
          graphql: { query: QUERY, variables: '{}' },
          window: { from: 'from', to: 'to', format: 'date' },
        },
      }
    : {
        address: `https://${SAMPLE_HOST}/v1/orders`,
        stream: {
          title: 'Orders',
          query: [{ name: 'per_page', value: '500' }],
          window: { from: 'from', to: 'to', format: 'date' },
        },
      }
