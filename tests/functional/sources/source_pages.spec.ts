import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { recordRejections } from '#sync'
import { givenMember } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenScriptedSource } from '#tests/support/syncs'
import Organization from '#organizations/models/organization'

async function givenSyncedSource(role: Parameters<typeof givenMember>[1] = 'owner') {
  const source = await givenScriptedSource()
  source.vendor.rows = [
    { day: '2026-03-05', campaign: 'A', clicks: 10 },
    { day: '2026-03-06', campaign: 'A', clicks: 20 },
  ]
  const run = await source.sync()
  const organization = await Organization.findOrFail(source.organizationId)
  const as = await signIn(await givenMember(organization, role))
  const { rows } = await source.query<{ slug: string }>('SELECT slug FROM connections')
  const path = `/o/${organization.slug}/sources`
  return { source, run, as, path, slug: rows[0].slug }
}

async function propsOf(client: ApiClient, as: Awaited<ReturnType<typeof signIn>>, path: string) {
  const response = await as(client.get(path).header('x-inertia', 'true'))
  return response.body().props
}

test.group('Sources in the browser', () => {
  test('the list says how fresh a source is and that it matches', async ({ client, assert }) => {
    const { as, path } = await givenSyncedSource('viewer')

    const { sources } = await propsOf(client, as, path)

    assert.equal(sources[0].freshAt, '2026-03-10T10:00:00.000Z')
    assert.deepEqual(sources[0].agreement, {
      status: 'matched',
      percent: 100,
      at: '2026-03-10T10:00:00.000Z',
      totals: 1,
    })
  })

  test('a sync’s page has its counts and the compared totals', async ({ client, assert }) => {
    const { as, path, slug, run } = await givenSyncedSource()

    const props = await propsOf(client, as, `${path}/${slug}/syncs/${run.id}`)

    assert.deepEqual([props.run.status, props.run.recordsWritten], ['succeeded', 2])
    assert.deepInclude(props.totals[0], { metric: 'clicks', vendorTotal: 30, storedTotal: 30 })
  })

  test('a person starts a sync, and stops it', async ({ client, assert }) => {
    const { as, path, slug, source } = await givenSyncedSource()

    await as(client.post(`${path}/${slug}/syncs`).form({}))
    const { rows } = await source.query<{ id: string }>(
      "SELECT id FROM sync_runs WHERE status = 'queued'"
    )
    await as(client.post(`${path}/${slug}/syncs/${rows[0].id}/cancellation`).form({}))

    const { status } = await source.read(rows[0].id)
    assert.equal(status, 'cancelled')
  })

  test('a backfill that ends before it begins is refused with a sentence', async ({
    client,
    assert,
  }) => {
    const { as, path, slug, source } = await givenSyncedSource()
    const range = { from: '2026-02-01', to: '2026-01-01' }

    const response = await as(client.post(`${path}/${slug}/syncs`).accept('json').json(range))

    assert.equal(response.status(), 422)
    assert.match(response.body().detail, /Swap the two days/)
    const { rows } = await source.query('SELECT 1 FROM sync_runs')
    assert.lengthOf(rows, 1)
  })

  test('who may only look cannot start, pause or change', async ({ client, assert }) => {
    const { as, path, slug } = await givenSyncedSource('viewer')
    const statuses = []
    for (const request of [
      client.post(`${path}/${slug}/syncs`).json({}),
      client.post(`${path}/${slug}/pause`).json({}),
      client.patch(`${path}/${slug}`).json({ name: 'Mine' }),
    ]) {
      const response = await as(request)
      statuses.push(response.status())
    }

    assert.deepEqual(statuses, [403, 403, 403])
  })

  test('another organization’s source and sync do not exist', async ({ client, assert }) => {
    const [ours, theirs] = [await givenSyncedSource(), await givenSyncedSource()]
    const statuses = []
    for (const path of [
      `${ours.path}/${theirs.slug}`,
      `${ours.path}/${theirs.source.connectionId}`,
      `${ours.path}/${ours.slug}/syncs/${theirs.run.id}`,
      `${ours.path}/${theirs.slug}/rejections.csv`,
    ]) {
      const response = await ours.as(client.get(path).accept('json'))
      statuses.push(response.status())
    }

    assert.deepEqual(statuses, [404, 404, 404, 404])
  })

  test('rejected records leave as a table that runs no formula', async ({ client, assert }) => {
    const { as, path, slug, source, run } = await givenSyncedSource()
    await source.inTenant((tenant) =>
      recordRejections(tenant, {
        ...{ connectionId: source.connectionId, runId: run.id, stream: 'ads', part: 'p' },
        now: source.now,
        records: [
          { position: 3, code: 'E_X', field: null, reason: '=cmd()', raw: { name: '=1+1' } },
        ],
      })
    )

    const response = await as(client.get(`${path}/${slug}/rejections.csv`))

    const [, line] = response.text().split('\r\n')
    assert.equal(line, `"2026-03-10T10:00:00.000Z","ads",3,"E_X",,"'=cmd()","{""name"":""=1+1""}"`)
  })
})
