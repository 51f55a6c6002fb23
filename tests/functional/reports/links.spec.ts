import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { givenAdvertising } from '#tests/support/business'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { wholePage } from '#tests/support/page_props'
import { givenDueSchedule, givenReport, rowsOf, sendNow } from '#tests/support/reports'
import { signIn } from '#tests/support/sign_in'

async function given() {
  const organization = await givenOrganization()
  await givenAdvertising(organization)
  const report = await givenReport(organization)
  const schedule = await givenDueSchedule(organization, report, { onFindings: 'mark' })
  const run = await sendNow(organization, schedule)
  const as = await signIn(await givenMember(organization, 'manager'))
  const links = `/o/${organization.slug}/reports/${report}/runs/${run}/links`
  return { organization, as, links }
}

const nobody = (request: never) => request

test.group('A link to a report', () => {
  test('shows it as it was made and leads to no source, until it is revoked', async ({
    assert,
    client,
  }) => {
    const { as, links } = await given()
    const created = await as(client.post(links).accept('json').json({ days: 30 }))
    const { path } = created.body() as { path: string }

    const page = await wholePage(client, nobody as never, path)
    assert.equal(page.status, 200)
    assert.include(page.text, 'Weekly report')
    assert.include(page.text, '"state":"ready"')
    assert.notMatch(page.text, /connectionId|"streams":\[\{/)

    await as(client.delete(links))
    const revoked = await client.get(path)
    revoked.assertStatus(410)
  })

  test('asks for its password, and ends', async ({ assert, client }) => {
    const { organization, as, links } = await given()
    const wanted = { days: 7, password: 'beans and water' }
    const created = await as(client.post(links).accept('json').json(wanted))
    const { path } = created.body() as { path: string }
    const asked = await client.get(path).withInertia()
    assert.equal(asked.body().component, 'reports/locked')
    assert.notInclude(asked.text(), 'Weekly report')

    const stored = await rowsOf<{ hash: string; ends: Date }>(
      organization,
      'SELECT token_hash AS hash, expires_at AS ends FROM report_links WHERE organization_id = $1'
    )
    assert.notInclude(path, stored[0].hash)
    assert.closeTo(DateTime.fromJSDate(stored[0].ends).diffNow('days').days, 7, 0.1)
    await rowsOf(
      organization,
      'UPDATE report_links SET expires_at = now() WHERE organization_id = $1'
    )
    const over = await client.get(path)
    over.assertStatus(410)
  })

  test('opens nothing under the name of another organization', async ({ client }) => {
    const { organization, as, links } = await given()
    const other = await givenOrganization()
    const created = await as(client.post(links).accept('json').json({ days: 30 }))
    const { path } = created.body() as { path: string }
    const elsewhere = await client.get(path.replace(organization.id, other.id))
    elsewhere.assertStatus(410)
  })
})
