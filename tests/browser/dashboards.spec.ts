import { test } from '@japa/runner'
import { givenAdvertising, givenDashboard } from '#tests/support/business'
import {
  APPEARANCES,
  assertSound,
  openPageAs,
  usesBrowser,
  visit,
  type Appearance,
} from '#tests/support/browser'
import { withTenant } from '#foundation'
import { givenMember, givenOrganization, type Role } from '#tests/support/organizations'

async function reader(role: Role, appearance?: Appearance) {
  const organization = await givenOrganization()
  await givenAdvertising(organization)
  const dashboard = await givenDashboard(organization)
  const page = await openPageAs(await givenMember(organization, role), appearance)
  return { page, dashboards: `/o/${organization.slug}/dashboards`, slug: dashboard.slug }
}

test.group('Dashboards', (group) => {
  usesBrowser(group)

  test('shows every widget, at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const { page, dashboards, slug } = await reader('viewer', appearance)

      await visit(page, `${dashboards}/${slug}`)

      await page.locator('canvas').nth(1).waitFor()
      await assertSound(assert, page, 'dashboard')
      assert.equal(await page.getByRole('button', { name: 'Edit', exact: true }).count(), 0)
    })

  test('names a source that stopped on the widgets it feeds', async ({ assert }) => {
    const organization = await givenOrganization()
    const source = await givenAdvertising(organization)
    const { slug } = await givenDashboard(organization)
    await withTenant(organization.id, (tenant) =>
      tenant.query(`UPDATE connections SET state = 'needs_reconnect' WHERE id = $1`, [source.id])
    )
    const owner = await givenMember(organization, 'owner')
    const page = await openPageAs(owner, { viewport: 'phone', theme: 'light' })

    await visit(page, `/o/${organization.slug}/dashboards/${slug}?range=this_year`)

    await page.getByRole('status', { name: 'Sources with problems' }).waitFor()
    const spend = page.getByRole('article', { name: 'Spend', exact: true })
    await spend.getByText('Without Search advertising after').waitFor()
    await assertSound(assert, page, 'dashboard-stopped')
  })

  test('lists what may be opened, at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const { page, dashboards } = await reader('owner', appearance)

      await visit(page, dashboards)

      await page.getByRole('link', { name: 'Weekly marketing review' }).waitFor()
      await assertSound(assert, page, 'dashboards')
    })

  test('is built with the keyboard alone', async ({ assert }) => {
    const { page, dashboards } = await reader('analyst')
    await visit(page, `${dashboards}?new=1`)

    await page.getByLabel('Name').fill('Growth')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Growth' }).waitFor()
    await page.getByRole('button', { name: 'Add the first widget' }).press('Enter')
    await page.getByRole('button', { name: 'Text', exact: true }).press('Enter')
    await page.getByLabel('Text', { exact: true }).fill('Look at spend first.')
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter')

    await page.getByText('Look at spend first.').waitFor()
    await assertSound(assert, page, 'dashboard-edit')
  })

  test('changes a widget in place, with the settings it has', async ({ assert }) => {
    const { page, dashboards, slug } = await reader('analyst')
    await visit(page, `${dashboards}/${slug}`)
    const widgets = page.locator('main article')
    await page.locator('canvas').nth(1).waitFor()
    const before = await widgets.count()

    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('button', { name: 'Edit Clicks by campaign' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('combobox', { name: 'Granularity' }).getByText('Total').waitFor()
    await form.getByRole('button', { name: 'Compare with: No comparison' }).waitFor()
    await form.getByLabel('Title').fill('Clicks of each campaign')
    await form.getByRole('button', { name: 'Save' }).click()

    await page.getByRole('article', { name: 'Clicks of each campaign' }).waitFor()
    assert.equal(await widgets.count(), before)
  })

  test('is arranged with arrow keys, in the words of a screen reader', async ({ assert }) => {
    const { page, dashboards, slug } = await reader('analyst')
    await visit(page, `${dashboards}/${slug}?edit=1`)
    const said = page.locator('[aria-live=assertive]')
    const handle = page.getByRole('button', { name: 'Move or resize CTR' })
    const place = () => page.locator('[gs-id]', { has: handle }).getAttribute('gs-y')

    await handle.press('ArrowDown')
    await handle.press('Shift+ArrowRight')
    assert.equal(await said.textContent(), 'CTR: column 7, row 2, 4 wide, 4 high')
    await handle.press('Escape')
    assert.equal(
      await said.textContent(),
      'Cancelled. CTR is back at column 7, row 1, 3 wide, 4 high.'
    )
    const saved = page.waitForResponse((one) => one.url().endsWith('/layout'))
    await handle.press('ArrowDown')
    await handle.press('Enter')
    const answer = await saved
    assert.equal(answer.status(), 200)
    await assertSound(assert, page, 'dashboard-arranged')

    await page.getByRole('button', { name: 'Undo the move' }).press('Enter')
    await page.locator('[gs-id][gs-y="0"]', { has: handle }).waitFor()
    assert.equal(await place(), '0')
    await page.getByRole('button', { name: 'Publish' }).press('Enter')
    await page.getByRole('button', { name: 'Edit', exact: true }).waitFor()
  })

  test('brings a deleted dashboard back', async () => {
    const { page, dashboards } = await reader('owner')
    await visit(page, dashboards)

    await page.getByRole('button', { name: 'Actions for Weekly marketing review' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText('all who see it').waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No dashboard yet').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()

    await page.getByRole('heading', { name: 'Weekly marketing review' }).waitFor()
  })
})
