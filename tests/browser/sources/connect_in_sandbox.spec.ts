import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { usesGatedEmulator } from '#tests/support/gated_emulator'
import { givenMember, givenOrganization } from '#tests/support/organizations'

test.group('Connecting a source in the sandbox', (group) => {
  usesBrowser(group)
  const vendor = usesGatedEmulator(group)

  test('a person tries Google Ads, watches rows arrive, and sees that they match', async ({
    assert,
  }) => {
    const organization = await givenOrganization({ name: 'Harbor Coffee' })
    const page = await openPageAs(await givenMember(organization), {
      viewport: 'phone',
      theme: 'light',
    })

    await visit(page, `/o/${organization.slug}/sources`)
    await assertSound(assert, page, 'sources-empty')
    await visit(page, `/o/${organization.slug}/sources/new`)
    await assertSound(assert, page, 'connect-gallery')
    await page.getByRole('button', { name: /Google Ads/ }).click()
    await page.getByText('Read-only access to Google Ads').waitFor()
    await page.getByText('Details').click()
    await page.getByText('googleads.googleapis.com').waitFor()
    await assertSound(assert, page, 'connect-panel')
    await page.getByRole('button', { name: 'Try in the sandbox' }).click()
    await page.getByRole('heading', { name: 'Google Ads' }).waitFor()
    await page.getByText('records read').waitFor()

    await vendor.readWatched(page, () => assertSound(assert, page, 'sync-running'))
    await page.getByText('Matches source 100.00%').waitFor()
    await assertSound(assert, page, 'source-synced')

    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query<{ count: number }>('SELECT count(*)::int AS count FROM facts')
    )
    assert.isAbove(rows[0].count, 500)
  })
})
