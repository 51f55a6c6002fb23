import { test } from '@japa/runner'
import { APPEARANCES, assertSound, openPage, usesBrowser, visit } from '#tests/support/browser'

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
})
