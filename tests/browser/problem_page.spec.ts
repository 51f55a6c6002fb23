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

  test('under another name leads to the one that is ours', async ({ assert }) => {
    const page = await openPage({ viewport: 'phone', theme: 'light' })
    await page.route('**/login', async (route) => {
      const headers = { ...route.request().headers(), host: 'elsewhere.example' }
      await route.fulfill({ response: await route.fetch({ headers }) })
    })

    const response = await visit(page, '/login')

    assert.equal(response?.status(), 421)
    const way = page.getByRole('link', { name: /^Open http/ })
    assert.match((await way.getAttribute('href')) ?? '', /^https?:\/\/[\w.:]+\w$/)
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
