import { test } from '@japa/runner'
import {
  assertSound,
  openPageAs,
  screenshot,
  TWO_LOOKS,
  usesBrowser,
  visit,
  type Appearance,
} from '#tests/support/browser'
import { givenMember, givenOrganization, type Role } from '#tests/support/organizations'

async function inside(role: Role = 'owner', appearance?: Appearance) {
  const organization = await givenOrganization()
  const page = await openPageAs(await givenMember(organization, role), appearance)
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

  test('switches the shortcuts of single keys off in the menu of the person', async ({
    assert,
  }) => {
    const { page } = await inside()
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Single-key shortcuts' }).click()
    await page.keyboard.press('Escape')
    await page.reload({ waitUntil: 'networkidle' })

    await page.keyboard.press('/')
    await page.keyboard.press('?')
    assert.equal(await page.getByRole('dialog').count(), 0)
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Search pages and actions').waitFor()
  })

  test('is sound while a message is shown, which waits for who is inside it', async ({
    assert,
  }) => {
    const { page, home } = await inside()
    await visit(page, `${home}/settings`)
    await page.getByRole('button', { name: 'Save' }).first().click()
    const message = page.getByRole('region', { name: 'Notifications' }).getByRole('status')
    await message.waitFor()

    await assertSound(assert, page, 'toast')
    await message.getByRole('button', { name: 'Close notification' }).click()
    await message.waitFor({ state: 'detached' })
  })

  test('keeps solid buttons legible under the pointer, in the {theme} theme')
    .with(TWO_LOOKS)
    .run(async ({ assert }, appearance) => {
      const { page, home } = await inside('owner', { ...appearance, viewport: 'desktop' })
      await visit(page, `${home}/sources`)
      await page.getByRole('link', { name: 'Connect a source' }).first().hover()

      await assertSound(assert, page, 'button-hover')
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
