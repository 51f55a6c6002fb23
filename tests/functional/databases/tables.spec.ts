import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import ClaimDueSyncs from '#sync/actions/claim_due_syncs'
import { givenMember } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { carryOut } from '#tests/support/carry_out'
import {
  DATABASE_NOW,
  givenDatabaseServer,
  givenDatabaseSource,
  type DatabaseServer,
} from '#tests/support/databases'

const SHOP = `
  CREATE TABLE sales (id int PRIMARY KEY, day date, amount numeric, net numeric);
  CREATE TABLE visits (id int PRIMARY KEY, day date, guests int);
  INSERT INTO sales VALUES (1, '2026-11-10', 5, 4), (2, '2026-11-11', 6, 5);
  INSERT INTO visits VALUES (1, '2026-11-10', 3);`

const SALES = {
  title: 'Sales',
  table: { schema: 'public', name: 'sales' },
  fields: [
    { path: 'id', use: 'id' },
    { path: 'day', use: 'date' },
    { path: 'amount', use: 'metric', metric: 'revenue' },
  ],
}

const VISITS = {
  title: 'Visits',
  table: { schema: 'public', name: 'visits' },
  fields: [
    { path: 'id', use: 'id' },
    { path: 'day', use: 'date' },
    { path: 'guests', use: 'number' },
  ],
}

test.group('Tables of a database, chosen on its page', (group) => {
  let server: DatabaseServer

  group.setup(async () => {
    server = await givenDatabaseServer()
    return () => server.stop()
  })

  /** What a manager does on the pages, with the runs that come of it. */
  async function givenPages(client: ApiClient) {
    const source = await givenDatabaseSource(server, SHOP)
    const { organization, connection, query } = source
    const as = await signIn(await givenMember(organization, 'admin'))
    const path = `/o/${organization.slug}/sources/${connection.slug}/tables`
    const queued = async () => {
      const [run] = await query<{ id: string }>(
        `SELECT id FROM sync_runs WHERE status = 'queued' ORDER BY queued_at DESC LIMIT 1`
      )
      return run.id
    }
    return {
      ...source,
      queued,
      post: (body: object) => as(client.post(path).json(body)),
      put: (name: string, body: object) => as(client.put(`${path}/${name}`).json(body)),
      remove: (name: string) => as(client.delete(`${path}/${name}`)),
      /** What the page lists now, under what was said about the change before it. */
      page: async () => {
        const response = await as(client.get(path).header('x-inertia', 'true'))
        const { props, flash } = response.body()
        const titles = props.tables.map(({ title }: { title: string }) => title)
        return { titles, said: flash.toast?.message as string | undefined }
      },
      work: async () => carryOut(organization, await queued(), { now: () => DATABASE_NOW }),
      sums: async () =>
        query('SELECT sum(m00)::text AS sum, count(*)::int AS rows FROM facts').then(
          ([row]) => row
        ),
    }
  }

  test('are added, changed and removed, and the numbers follow', async ({ client, assert }) => {
    const pages = await givenPages(client)

    await pages.post(SALES)
    const added = await pages.page()
    await pages.work()
    assert.deepEqual(added, {
      titles: ['Sales'],
      said: '“Sales” is read from now on. Its first sync has started.',
    })
    assert.deepEqual(await pages.sums(), { sum: '11000000', rows: 2 })

    const net = { path: 'net', use: 'metric', metric: 'revenue' }
    const fields = [...SALES.fields.slice(0, 2), net]
    await pages.put('sales', { ...SALES, title: 'Net sales', fields })
    const changed = await pages.page()
    await pages.work()
    assert.deepEqual(changed, {
      titles: ['Net sales'],
      said: '“Net sales” was changed and is read again.',
    })
    assert.deepEqual(await pages.sums(), { sum: '9000000', rows: 2 })

    await pages.remove('sales')
    const { titles, said } = await pages.page()
    assert.deepEqual(titles, [])
    assert.include(said!, 'its numbers were removed')
    assert.deepEqual(await pages.sums(), { sum: null, rows: 0 })
  })

  test('are not changed while a sync reads them, and the numbers stay', async ({
    client,
    assert,
  }) => {
    const pages = await givenPages(client)
    await pages.post(SALES)
    await pages.work()
    await pages.query(`UPDATE sync_runs SET status = 'running'`)

    await pages.put('sales', { ...SALES, title: 'Other' })

    const { titles, said } = await pages.page()
    assert.include(said!, 'This source is syncing, so nothing was changed')
    assert.deepEqual(titles, ['Sales'])
    assert.deepEqual(await pages.sums(), { sum: '11000000', rows: 2 })
  })

  test('that are added while a sync runs are read right after it', async ({ client, assert }) => {
    const pages = await givenPages(client)
    await pages.post(SALES)
    const first = await pages.queued()
    await pages.query(`UPDATE sync_runs SET status = 'running' WHERE id = '${first}'`)

    await pages.post(VISITS)
    const { said } = await pages.page()
    await carryOut(pages.organization, first, { now: () => DATABASE_NOW })
    await new ClaimDueSyncs().execute(DATABASE_NOW)

    assert.include(said!, 'the first sync of this table follows within a minute after that')
    assert.notEqual(await pages.queued(), first)
    await pages.work()
    await new ClaimDueSyncs().execute(DATABASE_NOW)
    const open = await pages.query(`SELECT 1 FROM sync_runs WHERE status = 'queued'`)
    assert.lengthOf(open, 0)
  })
})
