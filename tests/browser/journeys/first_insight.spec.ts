import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import { runImportJob } from '#imports/jobs/run_import'
import { runSyncJob } from '#sync/jobs/run_sync'
import { seedSampleOrganization } from '#sandbox'
import { rollUp } from '#warehouse'
import { DateTime } from 'luxon'
import { assertSound, openPage, usesBrowser, visit } from '#tests/support/browser'
import { givenEmulator } from '#tests/support/sandbox_sources'
import { freshAddress } from '#tests/support/team'

const PASSWORD = 'seven quiet harbours'

/** The sample with a month of numbers, read as the worker reads them. */
async function givenSample() {
  const outcome = await seedSampleOrganization({ now: new Date(), months: 1, password: PASSWORD })
  if (outcome.status !== 'ready') {
    throw new Error(outcome.message)
  }
  const { organization } = outcome
  await drainQueue(runImportJob)
  await drainQueue(runSyncJob)
  await withTenant(organization.id, (tenant) => rollUp(tenant, { now: DateTime.now() }))
  return organization
}

test.group('Journey: the first insight', (group) => {
  usesBrowser(group)
  group.setup(async () => {
    const emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('from signing up to where a number comes from', async ({ assert }) => {
    const sample = await givenSample()
    const page = await openPage()

    await visit(page, '/signup')
    await page.getByLabel('Your name').fill('Ida Lindqvist')
    await page.getByLabel('Organization').fill('Lindqvist Ceramics')
    await page.getByLabel('E-mail address').fill(freshAddress())
    await page.getByLabel('Password', { exact: true }).fill('nine slow tides turn')
    await page.getByRole('button', { name: 'Create account' }).click()
    const look = page.getByRole('button', { name: `Open ${sample.name}` })
    await look.waitFor()
    await assertSound(assert, page, 'journey1-empty-home')

    await look.click()
    await page.waitForURL(`**/o/${sample.slug}`)
    await page.getByRole('heading', { name: 'What changed' }).waitFor()
    await page.getByRole('link', { name: 'Marketing overview' }).waitFor()
    await assertSound(assert, page, 'journey1-sample-home')

    await page.getByRole('link', { name: 'Marketing overview' }).click()
    await page.getByRole('button', { name: /^Where Ad spend comes from: .*[1-9]/ }).waitFor()
    await page.locator('canvas').nth(1).waitFor()
    await page.waitForLoadState('networkidle')
    await assertSound(assert, page, 'journey1-dashboard')
    assert.equal(await page.getByRole('button', { name: 'Edit', exact: true }).count(), 0)

    await page.getByRole('link', { name: 'Spend by campaign' }).click()
    await page.getByRole('heading', { name: 'Explore' }).waitFor()
    const figure = page.getByRole('button', { name: /^Where Spend comes from/ }).first()
    await figure.waitFor()
    await assertSound(assert, page, 'journey1-explore')

    await figure.click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('link', { name: 'Google Ads', exact: true }).first().waitFor()
    await panel.getByText('Formula').waitFor()
    await assertSound(assert, page, 'journey1-provenance')
  })
})
