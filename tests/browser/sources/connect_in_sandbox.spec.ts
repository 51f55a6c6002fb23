import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import { runSyncJob } from '#sync/jobs/run_sync'
import { assertSound, openPage, signInAs, usesBrowser, visit } from '#tests/support/browser'
import { givenGatedEmulator } from '#tests/support/gated_emulator'
import { givenMember, givenOrganization } from '#tests/support/organizations'

let vendor: Awaited<ReturnType<typeof givenGatedEmulator>>

test.group('Connecting a source in the sandbox', (group) => {
  usesBrowser(group)
  group.setup(async () => {
    vendor = await givenGatedEmulator()
    process.env.SANDBOX_URL = vendor.url
    return async () => {
      await vendor.stop()
      delete process.env.SANDBOX_URL
    }
  })

  test('a person tries Google Ads, watches rows arrive, and sees that they match', async ({
    assert,
  }) => {
    const organization = await givenOrganization({ name: 'Harbor Coffee' })
    const page = await openPage({ viewport: 'phone', theme: 'light' })
    await signInAs(page, await givenMember(organization))

    await visit(page, `/o/${organization.slug}/sources`)
    await assertSound(assert, page, 'sources-empty')
    await visit(page, `/o/${organization.slug}/sources/new`)
    await assertSound(assert, page, 'connect-gallery')
    await page.getByRole('button', { name: /Google Ads/ }).click()
    await page.getByText('Talks to googleads.googleapis.com').waitFor()
    await assertSound(assert, page, 'connect-panel')
    await page.getByRole('button', { name: 'Try in the sandbox' }).click()
    await page.getByRole('heading', { name: 'Google Ads' }).waitFor()
    await page.getByText('records read').waitFor()

    vendor.holdAfter(3)
    const working = drainQueue(runSyncJob)
    await page.locator('p', { hasText: 'records read' }).filter({ hasText: /[1-9]/ }).waitFor()
    await assertSound(assert, page, 'sync-running')
    vendor.open()
    await working
    await page.getByText('Matches source 100.00%').waitFor()
    await assertSound(assert, page, 'source-synced')

    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query('SELECT count(*)::int AS count FROM facts')
    )
    assert.isAbove(rows[0].count, 500)
  })
})
