import { test } from '@japa/runner'
import { drainQueue } from '#foundation/job_queue'
import { runSyncJob } from '#sync/jobs/run_sync'
import { assertSound, openPageAs, TWO_LOOKS, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenEmulator } from '#tests/support/sandbox_sources'

test.group('Describing a REST API', (group) => {
  usesBrowser(group)
  group.setup(async () => {
    const emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('leads from the list of sources to numbers in Explore: {$i}')
    .with(TWO_LOOKS)
    .run(async ({ assert }, look) => {
      const organization = await givenOrganization({ name: 'Harbor Coffee' })
      const page = await openPageAs(await givenMember(organization), look)

      await visit(page, `/o/${organization.slug}/sources/new`)
      await page.getByRole('link', { name: /REST API/ }).click()
      await page.getByRole('heading', { name: 'Connect a REST API' }).waitFor()
      await assertSound(assert, page, 'rest-address')

      await page.getByRole('button', { name: 'Use the sample API' }).click()
      await page.getByText('answered 200').waitFor()
      await page.getByText('Asks for page 1, 2, 3').waitFor()
      await assertSound(assert, page, 'rest-answer')

      await page.getByRole('button', { name: 'Choose fields' }).click()
      await page.getByLabel('Use of Each record').selectOption({ label: 'Orders' })
      await page.getByRole('columnheader', { name: 'Orders' }).waitFor()
      await assertSound(assert, page, 'rest-fields')

      await page.getByRole('button', { name: 'Finish' }).click()
      await page.getByText('Only your organization sees this source.').waitFor()
      await assertSound(assert, page, 'rest-save')
      await page.getByRole('button', { name: 'Connect' }).click()
      await page.getByRole('heading', { name: 'Harbor orders' }).waitFor()

      await page.getByRole('link', { name: 'Edit description' }).click()
      await page.getByRole('heading', { name: 'Change Harbor orders' }).waitFor()
      await assertSound(assert, page, 'rest-edit')
      await page.getByRole('button', { name: 'Edit Orders' }).click()
      await page.getByRole('button', { name: 'Test the call' }).click()
      await page.getByRole('button', { name: 'Choose fields' }).click()
      await page.getByLabel('Name of this list').fill('Sales')
      await page.getByRole('button', { name: 'Finish' }).click()
      await page.getByRole('button', { name: 'Save changes' }).click()
      await page.getByText('Harbor orders was changed.').first().waitFor()

      await page.getByRole('button', { name: 'Start first sync' }).click()
      await page.getByText('Queued').first().waitFor()
      await drainQueue(runSyncJob)
      await visit(page, `/o/${organization.slug}/explore?metrics=revenue,orders&range=last_28_days`)
      await page
        .getByRole('img', { name: /Revenue/ })
        .first()
        .waitFor()
      await assertSound(assert, page, 'rest-explore')
    })
    .timeout(120_000)
})
