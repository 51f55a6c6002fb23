import { test } from '@japa/runner'
import {
  assertSound,
  openPage,
  screenshot,
  signInAs,
  usesBrowser,
  visit,
  type Appearance,
} from '#tests/support/browser'
import { givenMember, givenOrganization, type Role } from '#tests/support/organizations'

async function inside(role: Role = 'owner', appearance?: Appearance) {
  const organization = await givenOrganization()
  const page = await openPage(appearance)
  await signInAs(page, await givenMember(organization, role))
  await visit(page, `/o/${organization.slug}`)
  return { page, home: `/o/${organization.slug}` }
}

test.group('The shell', (group) => {
  usesBrowser(group)

  test('reaches a page with the command palette', async ({ assert }) => {
    const { page, home } = await inside()

    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Search pages and actions').fill('explore')
    await screenshot(page, 'palette')
    await page.keyboard.press('Enter')

    await page.waitForURL(`**${home}/explore`)
    await assertSound(assert, page, 'explore-empty')
  })

  test('lists its shortcuts, and they work', async ({ assert }) => {
    const { page, home } = await inside()

    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Go to Dashboards').waitFor()
    await assertSound(assert, page, 'shortcuts')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('d')

    await page.waitForURL(`**${home}/dashboards`)
  })

  test('keeps the chosen theme after a reload', async ({ assert }) => {
    const { page } = await inside()
    assert.equal(await page.locator('html.dark').count(), 0)

    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Search pages and actions').fill('dark')
    await page.keyboard.press('Enter')
    await page.locator('html.dark').waitFor()
    await page.reload({ waitUntil: 'networkidle' })

    assert.equal(await page.locator('html.dark').count(), 1)
  })

  test('is a drawer on a phone', async ({ assert }) => {
    const { page, home } = await inside('owner', { viewport: 'phone', theme: 'dark' })

    await page.getByRole('button', { name: 'Open menu' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('link', { name: 'Explore' }).waitFor()
    await assertSound(assert, page, 'drawer')
    await drawer.getByRole('link', { name: 'Dashboards' }).click()

    await page.waitForURL(`**${home}/dashboards`)
    await drawer.waitFor({ state: 'detached' })
  })

  test('offers a client only what clients may open', async ({ assert }) => {
    const { page } = await inside('client')

    const links = await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link')
      .allInnerTexts()

    assert.deepEqual(links, ['Home', 'Dashboards', 'Settings'])
  })
})
