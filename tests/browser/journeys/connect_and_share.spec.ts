import { test } from '@japa/runner'
import { assertSound, openPage, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { usesGatedEmulator } from '#tests/support/gated_emulator'
import { givenMember, givenOrganization, PASSWORD } from '#tests/support/organizations'

test.group('Journey: connect, build and share', (group) => {
  usesBrowser(group)
  const vendor = usesGatedEmulator(group)

  test('from a source in the sandbox to a dashboard that a colleague reads', async ({ assert }) => {
    const organization = await givenOrganization()
    const home = `/o/${organization.slug}`
    const page = await openPageAs(await givenMember(organization, 'manager'))

    await visit(page, `${home}/sources/new`)
    await page.getByRole('button', { name: /Google Ads/ }).click()
    await page.getByRole('button', { name: 'Try in the sandbox' }).click()
    await page.getByText('records read').waitFor()
    await vendor.readWatched(page, () => assertSound(assert, page, 'journey2-sync'))
    await page.getByText('Matches source 100.00%').waitFor()
    await assertSound(assert, page, 'journey2-source')

    await visit(page, `${home}/dashboards?new=1`)
    await page.getByLabel('Name').fill('Ads this quarter')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add the first widget' }).click()
    await page.getByRole('button', { name: /^Metrics/ }).click()
    await page
      .getByRole('option', { name: /^Clicks/ })
      .first()
      .click()
    await page.keyboard.press('Escape')
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await assertSound(assert, page, 'journey2-widget-form')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('canvas').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('button', { name: 'Edit', exact: true }).waitFor()
    await assertSound(assert, page, 'journey2-dashboard')

    await page.getByRole('button', { name: 'Actions for Ads this quarter' }).click()
    await page.getByRole('menuitem', { name: 'Share' }).click()
    await page.getByText('including viewers and clients').waitFor()
    await page.getByRole('radio', { name: 'Chosen roles and people' }).click()
    await page.getByRole('checkbox', { name: 'Viewer' }).click()
    await assertSound(assert, page, 'journey2-share')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.waitForLoadState('networkidle')

    const viewer = await givenMember(organization, 'viewer')
    const theirs = await openPage({ viewport: 'phone', theme: 'dark' })
    await visit(theirs, `${home}/dashboards/ads-this-quarter`)
    await theirs.getByLabel('E-mail address').fill(viewer.email)
    await theirs.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await theirs.keyboard.press('Enter')
    await theirs.getByRole('heading', { name: 'Ads this quarter' }).waitFor()
    await theirs.locator('canvas').waitFor()
    await assertSound(assert, theirs, 'journey2-viewer')
    assert.equal(await theirs.getByRole('button', { name: 'Edit', exact: true }).count(), 0)
  })
})
