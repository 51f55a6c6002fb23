import { test } from '@japa/runner'
import { assertSound, openPage, TWO_LOOKS, usesBrowser, visit } from '#tests/support/browser'

test.group('Gallery', (group) => {
  usesBrowser(group)

  test('shows every chart in every state, at {viewport} width in the {theme} theme')
    .with(TWO_LOOKS)
    .run(async ({ assert }, appearance) => {
      const page = await openPage(appearance)

      await visit(page, '/dev/gallery')
      await page.getByRole('img', { name: 'Spend by country' }).waitFor()
      await page.getByRole('article', { name: 'Sparkline' }).locator('path').first().waitFor()

      const empty = page.getByText('No values in this period')
      assert.equal(await empty.count(), 5)
      await assertSound(assert, page, 'gallery')
    })
    .timeout(60_000)

  test('a chart is read with the keyboard, and its legend switches series off', async ({
    assert,
  }) => {
    const page = await openPage()
    await visit(page, '/dev/gallery')
    const exhibit = page.getByRole('article', { name: 'Three comparisons' })
    const chart = exhibit.getByRole('group')
    const spoken = exhibit.locator('[aria-live]')

    await chart.press('End')
    const last = await spoken.textContent()
    await chart.press('ArrowLeft')
    await chart.press('Home')

    assert.match(last ?? '', /^29 Nov\. Spend {2}€[\d,.]+ \(incomplete\)/)
    assert.match((await spoken.textContent()) ?? '', /^2 Nov\. Spend.*previous period \(.*now [+−]/)
    await chart.press('Escape')
    assert.equal(await spoken.textContent(), '')
    const legend = exhibit.getByRole('button', { name: 'Spend, previous year' })
    await legend.click()
    assert.equal(await legend.getAttribute('aria-pressed'), 'false')
  }).timeout(60_000)
})
