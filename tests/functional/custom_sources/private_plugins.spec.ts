import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import type { RunningEmulator } from '#sandbox'
import {
  DESCRIBED,
  givenWizard,
  newestSource,
  SAMPLE,
  SAMPLE_KEY,
  syncOnce,
  withStream,
} from '#tests/support/custom_sources'
import { givenOrganization } from '#tests/support/organizations'
import { givenEmulator } from '#tests/support/sandbox_sources'

const OWN = 'own/harbor-orders'

const findIn = ({ id }: { id: string }) =>
  withTenant(id, async () => {
    const registry = await pluginRegistry()
    return registry.find(OWN)
  })

const QUERY = `query ($after: String, $from: String, $to: String) {
  orders(first: 500, after: $after, from: $from, to: $to) {
    nodes { id placedOn currency total units }
    totalCount
    pageInfo { hasNextPage endCursor }
  }
}`

const GRAPHQL = {
  ...withStream({
    method: 'POST',
    path: '/graphql',
    query: [],
    graphql: { query: QUERY, variables: '{}' },
  }),
  kind: 'graphql' as const,
}

test.group('A private plugin', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('is known to its organization only', async ({ client, assert }) => {
    const { create, organization } = await givenWizard(client)
    const other = await givenWizard(client)
    await create(DESCRIBED)

    const found = await findIn(organization)
    assert.equal(found?.state, 'available')
    assert.isTrue(found?.isPrivate)
    assert.isUndefined(await findIn(await givenOrganization()))
    const bundled = await pluginRegistry()
    assert.isUndefined(bundled.find(OWN))

    const stolen = await other.as(
      client
        .post(`/o/${other.organization.slug}/sources`)
        .header('accept', 'application/json')
        .json({ pluginId: OWN, connector: 'source', mode: 'sandbox', credentials: SAMPLE_KEY })
    )
    assert.equal(stolen.status(), 422)
    assert.equal(stolen.body().code, 'E_PLUGIN_UNAVAILABLE')
  })

  test('keeps nothing of a source that the API refuses', async ({ client, assert }) => {
    const { create, organization } = await givenWizard(client)
    const response = await create(DESCRIBED, { credentials: { apiKey: 'wrong' } })

    assert.equal(response.status(), 422)
    assert.isUndefined(await newestSource(organization))
    assert.isUndefined(await findIn(organization))
  })

  test('never stores or shows its key outside of the vault', async ({ client, assert }) => {
    const { create, organization } = await givenWizard(client)
    await create(DESCRIBED)
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query<{ kept: string }>(
        `SELECT manifest::text || design::text AS kept FROM private_plugins
         UNION ALL SELECT detail::text FROM audit_entries
         UNION ALL SELECT ciphertext::text FROM credentials`
      )
    )
    assert.isAbove(rows.length, 2)
    assert.notInclude(rows.map(({ kept }) => kept).join('\n'), SAMPLE_KEY.apiKey)
  })

  test('says what is wrong with an answer', async ({ client, assert }) => {
    const { look } = await givenWizard(client)
    const refused = await look(SAMPLE, { credentials: { apiKey: 'wrong' } })
    const nowhere = await look(withStream({ path: '/v1/nothing' }))
    const inside = await look({ ...SAMPLE, host: 'metadata.internal.invalid' }, { mode: 'live' })

    assert.equal(refused.status, 401)
    assert.include(refused.problem!, 'does not accept the sign-in')
    assert.include(nowhere.problem!, 'knows no such address')
    assert.equal(inside.status, null)
    assert.include(inside.problem!, 'could not be found')
  })

  test('reads a GraphQL API page by page', async ({ client, assert }) => {
    const { look, create, organization } = await givenWizard(client)
    const answer = await look(GRAPHQL)
    const [list] = answer.lists
    assert.equal(answer.problem, null)
    assert.equal(list.path, 'data.orders.nodes')
    assert.deepInclude(list.page, { by: 'cursor', parameter: 'variables.after' })

    const [stream] = GRAPHQL.streams
    const { path: records, page, proposed: fields } = list
    await create({ ...GRAPHQL, streams: [{ ...stream, records, page, fields }] })
    const source = await newestSource(organization)
    const run = await syncOnce(organization, source.id)
    assert.equal(run.status, 'succeeded')
    assert.isAbove(Number(run.pages), 12)
  })
})
