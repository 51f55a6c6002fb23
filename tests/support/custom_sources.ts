import type { ApiClient } from '@japa/api-client'
import { requestSync } from '#sync'
import { withTenant } from '#foundation'
import type { DesignStream, SourceDesign } from '#custom_sources/design'
import type { LookedAtAnswer } from '#custom_sources/answer'
import type { Preview } from '#custom_sources/preview'
import type Organization from '#organizations/models/organization'
import { carryOut } from './carry_out.js'
import { signIn } from './sign_in.js'
import { givenMember, givenOrganization } from './organizations.js'

/** The key that the sample interface of the emulator takes. */
export const SAMPLE_KEY = { apiKey: 'harbor-sample-key' }

export const ORDERS: DesignStream = {
  name: 'orders',
  title: 'Orders',
  method: 'GET',
  path: '/v1/orders',
  query: [{ name: 'per_page', value: '500' }],
  body: null,
  graphql: null,
  window: { from: 'from', to: 'to', format: 'date' },
  page: { by: 'none' },
  records: '$',
  fields: [],
  currency: null,
}

export const SAMPLE: SourceDesign = {
  kind: 'rest',
  title: 'Harbor orders',
  host: 'api.harbor-coffee.example',
  auth: { kind: 'apiKey', in: 'header', name: 'X-Api-Key' },
  headers: [],
  streams: [ORDERS],
}

export const withStream = (stream: Partial<DesignStream>): SourceDesign => ({
  ...SAMPLE,
  streams: [{ ...ORDERS, ...stream }],
})

/** The sample's orders as the wizard proposes them. */
export const DESCRIBED = withStream({
  records: 'orders',
  page: { by: 'page', pageParameter: 'page', size: 500, sizeParameter: 'per_page', last: 'pages' },
  fields: [
    { path: 'id', use: 'key' },
    { path: 'placed_on', use: 'date', format: 'date' },
    { path: 'currency', use: 'currency' },
    { path: 'customer.country', use: 'dimension' },
    { path: 'total', use: 'metric', metric: 'revenue', amount: 'major' },
    { path: 'tax', use: 'metric', metric: 'taxes', amount: 'major' },
    { path: '$', use: 'metric', metric: 'orders' },
    { path: 'units', use: 'number' },
  ],
})

/** A person who describes sources, with the three things that the wizard asks. */
export async function givenWizard(client: ApiClient, organization?: Organization) {
  const home = organization ?? (await givenOrganization())
  const user = await givenMember(home, 'manager')
  const as = await signIn(user)
  const base = `/o/${home.slug}/custom-sources`
  const post = (path: string, body: object) =>
    as(client.post(`${base}${path}`).header('accept', 'application/json').json(body))
  return {
    ...{ organization: home, user, as, base, post },
    look: async (design: SourceDesign, options: object = {}) => {
      const response = await post('/answers', {
        ...{ design, mode: 'sandbox', credentials: SAMPLE_KEY, stream: design.streams[0].name },
        ...options,
      })
      return response.body() as LookedAtAnswer
    },
    preview: async (design: SourceDesign, records: unknown[]) => {
      const response = await post('/previews', { design, records, stream: design.streams[0].name })
      return response.body() as Preview
    },
    create: async (design: SourceDesign, options: object = {}) =>
      post('', { design, mode: 'sandbox', credentials: SAMPLE_KEY, ...options }),
  }
}

/** The newest source of the organization. */
export async function newestSource({ id }: { id: string }) {
  const { rows } = await withTenant(id, (tenant) =>
    tenant.query<{ id: string; slug: string; pluginId: string; state: string }>(
      `SELECT id, slug, plugin_id AS "pluginId", state FROM connections
       WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 1`,
      [id]
    )
  )
  return rows[0]
}

/** Reads a source once, as a worker does. */
export async function syncOnce(organization: { id: string }, connectionId: string) {
  const run = await withTenant(organization.id, (tenant) =>
    requestSync(tenant, { connectionId, kind: 'manual', requestedBy: null, now: new Date() })
  )
  return carryOut(organization, run.id)
}
