import { gunzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { carryOutRun } from '#reports/actions/carry_out_run'
import { startRun } from '#reports/actions/start_run'
import { composeReport } from '#reports/composing/compose_report'
import { findReport } from '#reports/queries/find_report'
import { findFile, listRuns } from '#reports/queries/report_runs'
import { givenAdvertising } from '#tests/support/business'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenReport, jobOf, rowsOf } from '#tests/support/reports'
import { signIn } from '#tests/support/sign_in'

const NOW = DateTime.utc()

async function given(template = 'campaign_performance') {
  const organization = await givenOrganization()
  await givenAdvertising(organization)
  const as = await signIn(await givenMember(organization, 'analyst'))
  return { organization, as, template, address: `/o/${organization.slug}/reports` }
}

type Given = Awaited<ReturnType<typeof given>>
type Client = TestContext['client']

async function makeReport({ client }: { client: Client }, { organization, as, ...now }: Given) {
  const made = await as(
    client.post(now.address).form({ name: 'October', template: now.template }).redirects(0)
  )
  made.assertStatus(302)
  const [{ id }] = await rowsOf<{ id: string }>(
    organization,
    'SELECT id FROM reports WHERE organization_id = $1'
  )
  return id
}

const reportIn = ({ organization }: Given, id: string) =>
  withTenant(organization.id, (tenant) => findReport(tenant, id))

test.group('Reports', () => {
  test('a template keeps what the organization has, and names what it left out', async ({
    assert,
    client,
  }) => {
    const now = await given()
    const id = await makeReport({ client }, now)
    const { document, leftOut } = await reportIn(now, id)
    const titles = document.sections.map((section) => 'title' in section && section.title)
    assert.includeMembers(titles, ['Campaign performance', 'Ad spend', 'Campaigns'])
    assert.notInclude(titles, 'Conversions')
    assert.include(leftOut.join(' '), '“ROAS” was left out: no source brings')
  })

  test('a save is a version, and one that began from an older version is refused', async ({
    assert,
    client,
  }) => {
    const now = await given('client_activity')
    const id = await makeReport({ client }, now)
    const { document } = await reportIn(now, id)
    const body = { name: 'November', ...document, range: 'last_7_days', revision: 1 }
    const save = () => now.as(client.put(`${now.address}/${id}`).accept('json').json(body))
    const saved = await save()
    const again = await save()
    saved.assertBody({ revision: 2 })
    again.assertStatus(409)
    const kept = await reportIn(now, id)
    assert.equal(kept.name, 'November')

    await now.as(client.post(`${now.address}/${id}/versions/1/restoration`))
    const restored = await reportIn(now, id)
    assert.deepEqual([restored.name, restored.revision], ['October', 3])
  })

  test('its numbers are those of the query engine, for the period of the report', async ({
    assert,
    client,
  }) => {
    const now = await given('client_activity')
    const id = await makeReport({ client }, now)
    const { document, name } = await reportIn(now, id)
    const body = { name, ...document, range: '2026-01-01..2026-01-31', comparison: 'none' }
    const preview = await now.as(
      client.post(`${now.address}/${id}/previews`).accept('json').json(body)
    )
    preview.assertStatus(200)
    assert.deepEqual(preview.body().range, { from: '2026-01-01', to: '2026-01-31' })
    const wrong = await now.as(
      client
        .post(`${now.address}/${id}/previews`)
        .accept('json')
        .json({ ...body, range: '2026-02-31..2026-03-01' })
    )
    wrong.assertStatus(422)
    const composed = await withTenant(now.organization.id, (tenant) =>
      composeReport({
        asking: { tenant, organization: now.organization, now: NOW },
        name,
        document: { ...document, range: { preset: 'last_28_days' }, comparison: 'none' },
      })
    )
    const states = Object.values(composed.answers).map(({ state }) => state)
    assert.include(states, 'ready')
  })

  test('a run makes its files once, whatever comes twice', async ({ assert, client }) => {
    const now = await given('client_activity')
    const id = await makeReport({ client }, now)
    const run = client.post(`${now.address}/${id}/runs`).json({ formats: ['xlsx', 'csv'] })
    await now.as(run)
    const [{ id: runId }] = await withTenant(now.organization.id, (tenant) => listRuns(tenant, id))
    let completed = 0
    const job = {
      payload: { organizationId: now.organization.id, runId },
      retryCount: 0,
      completeIn: async () => void (completed += 1),
    }
    await carryOutRun(job, NOW)
    await carryOutRun(job, NOW.plus({ minutes: 1 }))

    const [made] = await withTenant(now.organization.id, (tenant) => listRuns(tenant, id))
    assert.equal(made.state, 'finished')
    assert.deepEqual(
      made.files.map(({ format }) => format),
      ['csv', 'xlsx']
    )
    assert.equal(made.finishedAt?.toISOString(), NOW.toJSDate().toISOString())
    assert.equal(completed, 2)
    const csv = await withTenant(now.organization.id, (tenant) => findFile(tenant, runId, 'csv'))
    assert.match(gunzipSync(csv.bytes).toString(), /^\ufeff"October"[^]*"Campaigns"/)
    const file = await now.as(client.get(`${now.address}/${id}/runs/${runId}/files/xlsx`))
    file.assertStatus(200)
  })

  test('without a browser a run says so, and makes what needs none', async ({
    assert,
    cleanup,
  }) => {
    const { organization } = await given()
    const { CHROMIUM_PATH } = process.env
    process.env.CHROMIUM_PATH = '/nowhere/chromium'
    cleanup(() => {
      if (CHROMIUM_PATH === undefined) {
        delete process.env.CHROMIUM_PATH
      } else {
        process.env.CHROMIUM_PATH = CHROMIUM_PATH
      }
    })
    const id = await givenReport(organization)
    const runId = await withTenant(organization.id, (tenant) =>
      startRun(
        tenant,
        { id, revision: 1 },
        { formats: ['pdf', 'csv'], userId: null, now: new Date() }
      )
    )
    await carryOutRun(jobOf(organization, { runId }), NOW)
    const [run] = await withTenant(organization.id, (tenant) => listRuns(tenant, id))
    assert.deepEqual([run.state, run.code], ['failed', 'E_NO_BROWSER'])
    assert.deepEqual(
      run.files.map(({ format }) => format),
      ['csv']
    )
  })

  test('another organization has none of it', async ({ client }) => {
    const mine = await given('client_activity')
    const id = await makeReport({ client }, mine)
    const other = await given()
    const page = await other.as(client.get(`${other.address}/${id}`).accept('json'))
    page.assertStatus(404)
  })
})
