import { test } from '@japa/runner'
import { givenAdvertising } from '#tests/support/business'
import {
  APPEARANCES,
  assertSound,
  openPageAs,
  TWO_LOOKS,
  usesBrowser,
  visit,
  type Appearance,
} from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'

async function explorer(appearance?: Appearance) {
  const organization = await givenOrganization()
  await givenAdvertising(organization)
  const page = await openPageAs(await givenMember(organization, 'analyst'), appearance)
  return { page, explore: `/o/${organization.slug}/explore` }
}

test.group('Explore', (group) => {
  usesBrowser(group)

  test('answers with a chart, at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const { page, explore } = await explorer(appearance)

      await visit(page, `${explore}?metrics=spend,clicks,ctr&compare=previous_period`)

      await page.locator('canvas').first().waitFor()
      await assertSound(assert, page, 'explore-line')
    })

  test('answers with a table by campaign, at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const { page, explore } = await explorer(appearance)

      await visit(
        page,
        `${explore}?metrics=spend,clicks,ctr&by=campaign&grain=total&view=table&compare=previous_period`
      )

      const role = appearance.viewport === 'phone' ? 'listitem' : 'rowheader'
      const row = page.getByRole(role).filter({ hasText: 'Brand search' })
      await row.getByRole('link', { name: 'Brand search' }).waitFor()
      await assertSound(assert, page, 'explore-table')
    })

  test('unfolds the rows of a table on a phone', async ({ assert }) => {
    const { page, explore } = await explorer({ viewport: 'phone', theme: 'dark' })
    await visit(page, `${explore}?metrics=spend,clicks,ctr,cpc&by=campaign&grain=total&view=table`)

    await page.getByLabel('Number beside each name').selectOption({ label: 'Clicks' })
    const row = page.getByRole('listitem').filter({ hasText: 'Brand search' })
    assert.isFalse(await row.getByText('Cost per click').isVisible())
    await row.getByRole('button').click()

    await row.getByText('Cost per click').waitFor()
    await assertSound(assert, page, 'explore-unfolded')
  })

  test('hides no number of two beyond the edge of a phone', async ({ assert }) => {
    const { page, explore } = await explorer({ viewport: 'phone', theme: 'light' })
    await visit(page, `${explore}?metrics=spend,clicks&by=campaign,source&grain=total&view=table`)

    const row = page.getByRole('listitem').filter({ hasText: 'Brand search' }).first()
    const clicks = await row.getByText('Clicks').boundingBox()
    assert.isAtMost(clicks!.x + clicks!.width, page.viewportSize()!.width)
  })

  test('opens the list of metrics below its button', async ({ assert }) => {
    const { page, explore } = await explorer()
    await visit(page, `${explore}?metrics=spend`)
    const button = page.getByRole('button', { name: /^Metrics/ })

    await button.click()

    const anchor = await button.boundingBox()
    const list = page.getByRole('listbox')
    // It is measured at the corner of the page first, and then put in its place.
    await page.waitForFunction(
      "document.querySelector('[role=listbox]')?.getBoundingClientRect().x > 0"
    )
    const placed = await list.boundingBox()
    assert.closeTo(placed!.x, anchor!.x, 8)
    assert.isBelow(placed!.width, 400)
  })

  test('reads codes as words and filters by them', async () => {
    const { page, explore } = await explorer()
    await visit(page, `${explore}?metrics=clicks`)

    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('combobox', { name: 'Where' }).click()
    await page.getByRole('option', { name: 'Device' }).click()
    // Closing, the list gives the focus back to its button: Enter would open it again.
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await page.getByLabel('Value').fill('phone')
    await page.getByLabel('Value').press('Enter')

    await page.getByRole('button', { name: 'Remove the filter: Device is Phone' }).waitFor()
    await page.waitForURL(/device%7Ein%7Ephone%7EPHONE/)
  })

  test('explains a number when it is clicked', async ({ assert }) => {
    const { page, explore } = await explorer()
    await visit(page, `${explore}?metrics=ctr`)

    await page
      .getByRole('button', { name: /^Where Click-through rate comes from/ })
      .first()
      .click()

    const panel = page.getByRole('dialog')
    await panel.getByRole('link', { name: 'Search advertising' }).waitFor()
    await assertSound(assert, page, 'explore-provenance')
  })

  test('keeps the question in the address', async ({ assert }) => {
    const { page, explore } = await explorer()
    await visit(page, `${explore}?metrics=spend`)

    await page.getByRole('button', { name: 'Period: Last 28 days' }).click()
    await page.getByLabel('From').fill('2026-03-10')
    await page.getByLabel('To', { exact: true }).fill('2026-03-01')
    await page.getByText('The last day is before the first day.').waitFor()
    await page.getByRole('button', { name: 'Last 7 days' }).click()
    await page.waitForURL(/range=last_7_days/)

    await page.reload({ waitUntil: 'networkidle' })
    await page.getByRole('button', { name: 'Period: Last 7 days' }).waitFor()
    assert.include(page.url(), 'metrics=spend')
  })

  test('picks days in a calendar by keyboard and marks a day in every chart, at {viewport} width')
    .with(TWO_LOOKS)
    .run(async ({ assert }, appearance) => {
      const { page, explore } = await explorer(appearance)
      await visit(page, `${explore}?metrics=spend,clicks&range=2026-03-02..2026-03-20`)

      await page.getByRole('button', { name: /^Period: / }).click()
      await page.getByRole('button', { name: /10 March 2026/ }).focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      assert.equal(await page.getByLabel('From', { exact: true }).inputValue(), '2026-03-10')
      assert.equal(await page.getByLabel('To', { exact: true }).inputValue(), '2026-03-18')
      await assertSound(assert, page, 'explore-calendar')
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.waitForURL(/range=2026-03-10\.\.2026-03-18/)

      await visit(page, `${explore}?metrics=spend,clicks`)
      const charts = page.getByRole('group', { name: /Use the arrow keys/ })
      await charts.nth(1).waitFor()
      await charts.first().focus()
      await page.keyboard.press('End')
      await page.locator('[data-marked]').waitFor()
      const day = await charts.nth(1).getAttribute('data-marked')
      assert.include(await charts.first().locator('[aria-live]').innerText(), `${day}. Spend`)
      await assertSound(assert, page, 'explore-marked')
      await page.keyboard.press('Escape')
      await page.locator('[data-marked]').waitFor({ state: 'detached' })
    })

  test('shows the sentence of a refused question', async ({ assert }) => {
    const { page, explore } = await explorer()

    await visit(page, `${explore}?metrics=no_such_metric`)

    await page.getByRole('alert').getByText('This query could not be run').waitFor()
    await assertSound(assert, page, 'explore-refused')
  })

  test('computes a formula that was written with the keyboard alone', async ({ assert }) => {
    const { page, explore } = await explorer()
    await visit(page, `${explore}?metrics=spend`)

    await page.getByRole('button', { name: 'Calculate', exact: true }).press('Enter')
    await page.getByRole('menuitem', { name: 'New formula' }).press('Enter')
    await page.getByLabel('Name').fill('Cost of a click')
    await page.keyboard.press('Tab')
    await page.keyboard.type('cost')
    await page.getByRole('option', { name: 'Spend' }).waitFor()
    await assertSound(assert, page, 'explore-formula')
    await page.keyboard.press('Enter')
    await page.keyboard.type(' / clic')
    await page.keyboard.press('Tab')
    assert.equal(
      await page.getByRole('combobox', { name: 'Formula' }).inputValue(),
      'spend / clicks'
    )
    await page.keyboard.press('Enter')

    const total = page.getByRole('button', { name: /^Where Cost of a click comes from/ })
    await total.getByText('€').waitFor()
    await page.waitForURL(/formula=cost_of_a_click%7Espend\+%2F\+clicks/)
  })
})
