import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { PgBoss } from 'pg-boss'
import { jobMonitor } from '#foundation'
import { setOperator } from '#identity/operators'
import { vendorRows, type VendorRow } from '#operations/queries/vendors'
import { givenMember, givenOrganization, givenUser } from '#tests/support/organizations'
import { sessionHeaders, signIn } from '#tests/support/sign_in'

const QUEUE = 'tests.monitored'

/** What the page was given, asked for as the front end does. */
const propsOf = (page: { text(): string }) =>
  (JSON.parse(page.text()) as { props: Record<string, unknown> }).props

async function givenOperator() {
  const user = await givenUser()
  await setOperator(user.email, true)
  return user
}

test.group('Operations', (group) => {
  let boss: PgBoss

  /** Serving roles may not read the trail. */
  const accessesOf = async (userId: string) => {
    const reasons = 'SELECT reason FROM platform_accesses WHERE actor = $1'
    const { rows } = await boss.getDb().executeSql(reasons, [userId])
    return rows.map(({ reason }: { reason: string }) => reason)
  }

  group.setup(async () => {
    boss = new PgBoss({ connectionString: process.env.DB_MIGRATOR_URL!, schema: 'pgboss' })
    await boss.start()
    await boss.createQueue(QUEUE, { retryLimit: 0, deadLetter: 'dead_letter' })
    return async () => {
      const dead = await jobMonitor.jobs('dead', QUEUE)
      await Promise.all(dead.map((job) => jobMonitor.cancel(job)))
      await boss.deleteQueue(QUEUE)
      await boss.stop({ graceful: false })
    }
  })
  group.each.teardown(() => boss.deleteAllJobs(QUEUE))

  test('put a dead letter back into its queue, and leave a trail of it', async ({
    client,
    assert,
  }) => {
    const operator = await givenOperator()
    const as = await signIn(operator)
    const organization = await givenOrganization({ name: 'Pier Seven' })
    await boss.send(QUEUE, { organizationId: organization.id })
    const [entry] = await boss.fetch(QUEUE)
    await boss.fail(QUEUE, entry.id, { message: 'The vendor answered nonsense.' })

    const page = await as(
      client.get('/operations/jobs').qs({ state: 'dead', queue: QUEUE }).withInertia()
    )
    const [job] = propsOf(page).jobs as { id: string; organization: string; error: string }[]
    assert.include(job, { organization: 'Pier Seven', error: 'The vendor answered nonsense.' })

    await as(client.post(`/operations/jobs/${job.id}/retry`).form({ queue: QUEUE, state: 'dead' }))

    assert.lengthOf(await jobMonitor.jobs('dead', QUEUE), 0)
    assert.lengthOf(await jobMonitor.jobs('waiting', QUEUE), 1)
    assert.includeMembers(await accessesOf(operator.id), [
      `operations: retry job ${QUEUE}/${job.id}`,
    ])
  })

  test('cancel a job that waits, and say so where it has moved on', async ({ client, assert }) => {
    const as = await signIn(await givenOperator())
    const id = await boss.send(QUEUE, {})
    const cancel = () =>
      as(
        client.post(`/operations/jobs/${id}/cancellation`).form({ queue: QUEUE, state: 'waiting' })
      )

    await cancel()
    assert.lengthOf(await jobMonitor.jobs('waiting', QUEUE), 0)

    await cancel()
    const page = await as(client.get('/operations/jobs').withInertia())
    assert.equal(
      page.body().flash.toast.message,
      'Nothing was changed: the job has moved on in the meantime.'
    )
  })

  test('find an organization by a part of its name, with what waits in it', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization({ name: '100%_Harbour \\ Tea' })
    await givenMember(organization)
    const as = await signIn(await givenOperator())

    const page = await as(
      client.get('/operations/organizations').qs({ search: '%_harbour \\' }).withInertia()
    )

    const { organizations } = propsOf(page) as {
      organizations: { slug: string; members: number }[]
    }
    assert.lengthOf(organizations, 1)
    assert.include(organizations[0], { slug: organization.slug, members: 1 })
    const overview = await as(client.get('/operations'))
    overview.assertStatus(200)
  })

  test('say what every organization shares at a vendor: client, limit, and a version that ends', async ({
    client,
    assert,
    cleanup,
  }) => {
    const key = 'google|app||15000/P1D'
    const now = Date.now()
    await db.rawQuery(
      `INSERT INTO vendor_limits (key, window_started_at, used, moments, counts)
       VALUES (?, now(), 2, ARRAY[${now - 2 * 86_400_000}, ${now}]::bigint[], ARRAY[900, 1200])
       ON CONFLICT (key) DO UPDATE SET moments = excluded.moments, counts = excluded.counts`,
      [key]
    )
    cleanup(() => db.rawQuery('DELETE FROM vendor_limits WHERE key = ?', [key]))
    const operator = await givenOperator()
    const as = await signIn(operator)

    const page = await as(client.get('/operations/vendors').withInertia())

    const { vendors } = propsOf(page) as { vendors: VendorRow[] }
    const google = vendors.find(({ id }) => id === 'google')!
    assert.includeMembers(google.sources, ['Google Ads', 'Google Analytics 4'])
    assert.deepEqual(
      google.clients.map(({ way }) => way),
      ['google']
    )
    assert.deepEqual(
      google.quotas.find(({ most }) => most === 15_000),
      { most: 15_000, unit: 'requests', every: 'P1D', used: 1_200, closedUntil: null }
    )
    const later = await vendorRows({ operatorId: operator.id }, new Date('2036-01-01'))
    assert.include(later.find(({ id }) => id === 'meta')!.endings[0], 'switched this version off')
  })

  test('end with the right to them', async ({ assert }) => {
    const operator = await givenOperator()
    const headers = await sessionHeaders(operator)
    const look = () => fetch(new URL('/operations', process.env.APP_URL), { headers })

    const before = await look()
    await setOperator(operator.email, false)
    const after = await look()

    assert.deepEqual([before.status, after.status], [200, 404])
    assert.isFalse(await setOperator('nobody-at-all@example.test', true))
  })
})
