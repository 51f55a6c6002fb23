import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import { User } from '#identity'
import { runImportJob } from '#imports/jobs/run_import'
import { runMetricQuery, type MetricQuery } from '#metrics'
import type { Organization } from '#organizations'
import { rollUp } from '#warehouse'
import { seedSampleOrganization } from '#sandbox'
import { sampleWindow } from '#sandbox/business/business'
import { addDays, daysFrom } from '#sandbox/business/days'
import { isPresent } from '#sandbox/seed/organization'
import { refreshSample } from '#sandbox/seed/refresh_sample'
import { carryOut } from '#tests/support/carry_out'
import { givenEmulator } from '#tests/support/sandbox_sources'

const PASSWORD = 'seven quiet harbours'

async function countsOf(organization: Organization) {
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query(
      `SELECT (SELECT count(*) FROM memberships WHERE organization_id = $1)::int AS members,
              (SELECT count(*) FROM dashboards WHERE organization_id = $1)::int AS dashboards,
              (SELECT count(*) FROM connections WHERE organization_id = $1)::int AS connections,
              (SELECT count(*) FROM facts WHERE organization_id = $1)::int AS facts,
              (SELECT array_agg(id ORDER BY id) FROM source_metrics WHERE organization_id = $1) AS metrics`,
      [tenant.organizationId]
    )
  )
  return rows[0]
}

async function readEverything(organization: Organization) {
  const queued = await withTenant(organization.id, (tenant) =>
    tenant.query<{ id: string; name: string }>(
      `SELECT r.id, c.name FROM sync_runs r
       JOIN connections c ON c.organization_id = r.organization_id AND c.id = r.connection_id
       WHERE r.organization_id = $1 AND r.status = 'queued' ORDER BY c.name`,
      [organization.id]
    )
  )
  const outcomes: Record<string, unknown> = {}
  for (const { id, name } of queued.rows) {
    const run = await carryOut(organization, id)
    outcomes[name] = run.error_code ?? run.status
  }
  await withTenant(organization.id, (tenant) => rollUp(tenant, { now: DateTime.now() }))
  return outcomes
}

async function footfallDays(organization: Organization) {
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query<{ day: string }>(
      `SELECT DISTINCT f.day::text AS day FROM facts f
       JOIN source_streams s ON s.organization_id = $1 AND s.id = f.stream_id
       JOIN connections c ON c.organization_id = $1 AND c.id = s.connection_id
       WHERE f.organization_id = $1 AND c.slug = 'cafe-footfall' ORDER BY 1`,
      [organization.id]
    )
  )
  return rows.map(({ day }) => day)
}

const daysAgo = (days: number) => DateTime.utc().minus({ days }).toISODate()

test.group('Sample organization', (group) => {
  let organization: Organization
  let emulator: Awaited<ReturnType<typeof givenEmulator>>
  group.setup(async () => {
    emulator = await givenEmulator({ now: () => new Date() })
    const outcome = await seedSampleOrganization({ now: new Date(), months: 1, password: PASSWORD })
    organization = (outcome as { organization: Organization }).organization
    await drainQueue(runImportJob)
    return () => emulator.stop()
  })

  test('a first start makes people, sources, a sheet and a dashboard', async ({ assert }) => {
    assert.containSubset(await countsOf(organization), {
      members: 2,
      dashboards: 1,
      connections: 4,
      metrics: ['cafe-footfall:cups_sold', 'cafe-footfall:takings', 'cafe-footfall:visitors'],
    })
  })

  test('the first readings bring the numbers, and the broken source says what it needs', async ({
    assert,
  }) => {
    assert.deepEqual(await readEverything(organization), {
      'Google Ads': 'succeeded',
      'Google Ads (former agency)': 'E_CONSENT_GONE',
      'Stripe': 'succeeded',
    })
  })

  test('every widget of the dashboard has a number', async ({ assert }) => {
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query<{ title: string; query: MetricQuery }>(
        `SELECT title, query FROM dashboard_widgets WHERE organization_id = $1 AND view <> 'text'`,
        [organization.id]
      )
    )
    assert.isNotEmpty(rows)
    for (const { title, query } of rows) {
      const question = { ...query, range: { preset: 'last_14_days' as const }, currency: 'EUR' }
      const answer = await withTenant(organization.id, (tenant) =>
        runMetricQuery(tenant, organization, question, DateTime.now())
      )
      const statuses = Object.entries(answer.totals).map(([metric, { status }]) => [metric, status])
      assert.deepEqual(
        statuses,
        query.metrics.map((metric) => [metric, 'available']),
        title
      )
    }
  })

  test('spend is what the business spent, counted once', async ({ assert }) => {
    const range = { from: daysAgo(12), to: daysAgo(3) }
    const { business } = emulator.emulator
    const spent = business.adAccounts.map(({ id, currency }) => [
      currency,
      business
        .reportAds(id, new Date())
        .filter(({ day }) => day >= range.from && day <= range.to)
        .reduce((sum, { costMicros }) => sum + costMicros, 0) / 1e6,
    ])

    const question = { metrics: ['spend'], breakdowns: ['currency'], range }
    const answer = await withTenant(organization.id, (tenant) =>
      runMetricQuery(tenant, organization, question, DateTime.now())
    )

    const told = answer.series.map(({ breakdown, totals }) => [
      breakdown.currency,
      (totals.spend as { value: number }).value,
    ])
    assert.sameDeepMembers(told, spent)
  })

  test('a second start changes nothing but the password', async ({ assert }) => {
    const before = await countsOf(organization)

    await seedSampleOrganization({ now: new Date(), months: 1, password: 'another quiet harbour' })

    const owner = await User.findByOrFail('email', 'demo@quarterdeck.test')
    assert.deepEqual(await countsOf(organization), before)
    assert.isTrue(await owner.verifyPassword('another quiet harbour'))
  })

  test('days that have passed are there at the next start, and once', async ({ assert }) => {
    const inAWeek = DateTime.utc().plus({ days: 7 }).toJSDate()
    const again = { now: inAWeek, months: 1, password: PASSWORD }

    const outcome = await seedSampleOrganization(again)
    await drainQueue(runImportJob)
    await refreshSample(inAWeek)
    await drainQueue(runImportJob)

    const { runs } = outcome as { runs: string[] }
    assert.lengthOf(runs, 3, 'the sheet and both sources that can be read')
    const { from } = sampleWindow(new Date(), 1)
    const { to } = sampleWindow(inAWeek)
    assert.deepEqual(await footfallDays(organization), daysFrom(from, addDays(to, -1)))
    const twice = `SELECT 1 FROM facts f JOIN source_streams s ON s.id = f.stream_id
      JOIN connections c ON c.id = s.connection_id AND c.slug = 'cafe-footfall'
      WHERE f.organization_id = $1 GROUP BY f.day, f.breakdown_id HAVING count(*) > 1`
    assert.isFalse(await isPresent(organization, twice))
  })
})
