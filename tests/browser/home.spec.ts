import { test } from '@japa/runner'
import { givenAdvertising } from '#tests/support/business'
import { APPEARANCES, assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'

test.group('Home', (group) => {
  usesBrowser(group)

  test('shows what changed, at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const organization = await givenOrganization()
      await givenAdvertising(organization)
      const page = await openPageAs(await givenMember(organization), appearance)

      await visit(page, `/o/${organization.slug}`)

      await page.getByRole('heading', { name: 'What changed' }).waitFor()
      await page.getByText('Nothing does.').waitFor()
      await assertSound(assert, page, 'home')
    })

  test('teaches the first step where there is no data, at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const organization = await givenOrganization()
      const page = await openPageAs(await givenMember(organization), appearance)

      await visit(page, `/o/${organization.slug}`)

      await page.getByRole('link', { name: 'Choose a source' }).waitFor()
      await assertSound(assert, page, 'home-empty')
    })
})
