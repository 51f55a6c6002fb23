import { test } from '@japa/runner'
import { givenAdvertising, givenDashboard } from '#tests/support/business'
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
      await page.getByText('All clear.').waitFor()
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

  test('tells a billing admin whose the numbers are, at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const organization = await givenOrganization()
      await givenAdvertising(organization)
      const person = await givenMember(organization, 'billing_admin')
      const page = await openPageAs(person, appearance)

      await visit(page, `/o/${organization.slug}`)

      await page.getByText('Your role does not include metrics or sources').waitFor()
      assert.equal(await page.getByText('Needs attention').count(), 0)
      await assertSound(assert, page, 'home-billing')
    })

  test('leads a client to the dashboards and to nothing else', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenAdvertising(organization)
    await givenDashboard(organization)
    const page = await openPageAs(await givenMember(organization, 'client'))

    await visit(page, `/o/${organization.slug}`)

    await page.getByRole('link', { name: 'Weekly marketing review' }).waitFor()
    assert.equal(await page.getByText('What changed').count(), 0)
    assert.equal(await page.getByText('Needs attention').count(), 0)
  })
})
