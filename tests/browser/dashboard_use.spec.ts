import { test } from '@japa/runner'
import { givenAdvertising, givenDashboard } from '#tests/support/business'
import { assertSound, openPageAs, TWO_LOOKS, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)
const MINUTE = 60_000

test.group('A dashboard in use', (group) => {
  usesBrowser(group)

  test(
    'is made of a template, filtered by a place of a chart, annotated and put on a wall, at {viewport} width'
  )
    .with(TWO_LOOKS)
    .run(async ({ assert }, appearance) => {
      const organization = await givenOrganization()
      await givenAdvertising(organization)
      const { slug } = await givenDashboard(organization)
      const page = await openPageAs(await givenMember(organization, 'analyst'), appearance)
      const dashboards = `/o/${organization.slug}/dashboards`

      await visit(page, `${dashboards}?new=1`)
      await page.getByRole('button', { name: /^Paid advertising/ }).click()
      await assertSound(assert, page, 'new-dashboard')
      await page.getByRole('button', { name: 'Create', exact: true }).click()
      await page.getByText('Left out, because no source reports it here').waitFor()
      const devices = page.getByRole('article', { name: 'Clicks by device' }).getByRole('group')
      await devices.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Filter this dashboard' }).click()
      await page.getByRole('list', { name: 'Filters' }).getByText('Device:').waitFor()
      await assertSound(assert, page, 'dashboard-filtered')
      await page.getByRole('button', { name: 'Remove the filter Device' }).click()
      await page.getByRole('list', { name: 'Filters' }).waitFor({ state: 'detached' })

      await visit(page, `${dashboards}/${slug}`)
      const byDay = page.getByRole('article', { name: 'Spend by day' })
      await byDay.getByRole('group').focus()
      await page.keyboard.press('End')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Add annotation' }).click()
      await page.getByLabel('What happened').fill('The new shop opened')
      await page.getByRole('button', { name: 'Add annotation' }).click()
      await byDay.getByText('The new shop opened').first().waitFor()
      await page.getByRole('button', { name: 'Comments' }).click()
      await page.getByLabel('Comment', { exact: true }).fill('It opened on a Monday.')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('listitem').filter({ hasText: 'It opened on a Monday.' }).waitFor()
      await assertSound(assert, page, 'dashboard-comments')

      await page.clock.install()
      await visit(page, `${dashboards}/${slug}/screen?then=paid-advertising&every=60`)
      await page.getByRole('heading', { name: 'Weekly marketing review' }).waitFor()
      await page.locator('canvas').nth(1).waitFor()
      await assertSound(assert, page, 'dashboard-screen')
      await page.clock.fastForward(MINUTE)
      await page.getByRole('heading', { name: 'Paid advertising' }).waitFor()
    })

  test('is saved as an image and as a file, and shows an image and the alerts that are open', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenAdvertising(organization)
    const { slug } = await givenDashboard(organization)
    const page = await openPageAs(await givenMember(organization, 'analyst'))
    await visit(page, `/o/${organization.slug}/dashboards/${slug}?edit=1`)

    await page.getByRole('button', { name: 'Add widget' }).click()
    await page.getByRole('button', { name: 'Image', exact: true }).click()
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'logo.png', mimeType: 'image/png', buffer: PNG },
    })
    await page.getByLabel('Description').fill('Our logo')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const image = page.getByRole('article').getByRole('img', { name: 'Our logo' })
    await image.waitFor()
    await page.getByRole('button', { name: 'Add widget' }).click()
    await page.getByRole('button', { name: 'Alerts', exact: true }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('All clear').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('button', { name: 'Edit', exact: true }).waitFor()
    await visit(page, `/o/${organization.slug}/dashboards/${slug}`)
    await image.waitFor()
    const files: string[] = []
    for (const choice of ['Image (PNG)', 'CSV', 'Excel (XLSX)']) {
      await page.getByRole('button', { name: 'Actions for Clicks by campaign' }).click()
      const download = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: choice }).click()
      const file = await download
      files.push(file.suggestedFilename().replaceAll(/-\d{4}-\d\d-\d\d/g, ''))
    }

    assert.deepEqual(files, [
      'clicks-by-campaign.png',
      'clicks-by-campaign.csv',
      'clicks-by-campaign.xlsx',
    ])
    await assertSound(assert, page, 'dashboard-image')
  })
})
