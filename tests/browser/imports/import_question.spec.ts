import { test } from '@japa/runner'
import { drainQueue } from '#foundation/job_queue'
import { runImportJob } from '#imports/jobs/run_import'
import { assertSound, openPageAs, TWO_LOOKS, usesBrowser, visit } from '#tests/support/browser'
import { totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'

/** Nothing says whether 1.234 is more than a thousand; one row is a total, one no number, one column empty. */
const OPEN = Buffer.from(
  [
    'Report of the shop',
    'day,place,wert,remark',
    '2026-03-13,Amsterdam,1.234,',
    '2026-03-14,Utrecht,2.345,',
    '2026-03-15,Utrecht,1.001,',
    '2026-03-16,Utrecht,many,',
    '2026-03-17,Amsterdam,2.002,',
    'Total,,6.582,',
  ].join('\n')
)

test.group('A file with a question', (group) => {
  usesBrowser(group)

  test('is answered, imported, and says what was left out ({theme}, {viewport})')
    .with(TWO_LOOKS)
    .run(async ({ assert }, look) => {
      const organization = await givenOrganization()
      const page = await openPageAs(await givenMember(organization), look)
      await visit(page, `/o/${organization.slug}/imports`)
      const file = { name: 'shop.csv', mimeType: 'text/csv', buffer: OPEN }
      await page.getByLabel('File to import').setInputFiles(file)
      await page.getByRole('heading', { name: 'One question before importing' }).waitFor()
      await assertSound(assert, page, 'imports-question')

      await page.getByRole('button', { name: 'comma: 1.234,56' }).click()
      await page
        .getByRole('heading', { name: 'One question before importing' })
        .waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await page.getByRole('heading', { name: 'Queued' }).waitFor()
      await drainQueue(runImportJob)

      await page.getByRole('heading', { name: '4 rows imported into shop' }).waitFor()
      await page.getByText('“many” is not a number.').first().waitFor()
      for (const section of ['Rows left out', 'Columns left out', 'What was assumed']) {
        await page.getByText(section).click()
      }
      await page.getByText('Row 8 · Total · 6.582').waitFor()
      await page.getByText('No value in the file.').first().waitFor()
      await assertSound(assert, page, 'imports-details')
      assert.equal(await totalOf(organization, 'shop:wert'), 6_582)
    })

  test('is discarded from the page that maps it', async ({ assert }) => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization))
    await visit(page, `/o/${organization.slug}/imports`)
    const file = { name: 'shop.csv', mimeType: 'text/csv', buffer: OPEN }
    await page.getByLabel('File to import').setInputFiles(file)

    await page.getByRole('button', { name: 'Discard' }).click()

    await page.getByText('No imports yet').waitFor()
    assert.match(page.url(), /\/imports$/)
  })
})
