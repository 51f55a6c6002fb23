import { test } from '@japa/runner'
import {
  APPEARANCES,
  assertSound,
  openPage,
  openPageAs,
  TWO_LOOKS,
  usesBrowser,
  visit,
} from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'

test.group('A page that does not exist', (group) => {
  usesBrowser(group)

  test('says so in a sentence, at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const page = await openPage(appearance)

      const response = await visit(page, '/no-such-page')

      assert.equal(response?.status(), 404)
      await page.getByRole('link', { name: 'Go to the start page' }).waitFor()
      await assertSound(assert, page, 'problem')
    })

  test('under a name that nobody has proven tells nothing of ours', async ({ assert }) => {
    const page = await openPage({ viewport: 'phone', theme: 'light' })
    await page.route('**/login', async (route) => {
      const headers = { ...route.request().headers(), host: 'elsewhere.example' }
      await route.fulfill({ response: await route.fetch({ headers }) })
    })

    const response = await visit(page, '/login')

    assert.equal(response?.status(), 421)
    await page
      .getByText('This server does not answer under this name. Check the address.')
      .waitFor()
    assert.equal(await page.getByRole('link', { name: 'Go to the start page' }).count(), 0)
    assert.notInclude(await page.locator('main').innerText(), new URL(process.env.APP_URL!).host)
    await assertSound(assert, page, 'problem-elsewhere')
  })

  test('keeps the navigation of whoever is signed in, at {viewport} width in the {theme} theme')
    .with(TWO_LOOKS)
    .run(async ({ assert }, appearance) => {
      const organization = await givenOrganization()
      const page = await openPageAs(await givenMember(organization), appearance)

      await visit(page, `/o/${organization.slug}/sources/no-such-source`)
      await assertSound(assert, page, 'problem-inside')

      await page.keyboard.press('g')
      await page.keyboard.press('s')
      await page.getByRole('heading', { name: 'Sources' }).waitFor()
    })
})
