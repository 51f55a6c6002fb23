import { test } from '@japa/runner'
import { runImportJob } from '#imports/jobs/run_import'
import { undoImportJob } from '#imports/jobs/undo_import'
import { drainQueue } from '#foundation/job_queue'
import { assertSound, openPageAs, screenshot, usesBrowser, visit } from '#tests/support/browser'
import { totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'

/** A title above the header, semicolons, decimal commas, Windows-1252, one impossible date, one word for a number. */
const MESSY = Buffer.from(
  [
    'Umsatz März',
    'Datum;Straße;Umsatz;Stück',
    '13.03.2026;Königsallee;1.234,50;3',
    '14.03.2026;Hauptstraße;80,25;1',
    '31.02.2026;Ringstraße;10,00;1',
    '16.03.2026;Ringstraße;zwölf;2',
    '17.03.2026;Königsallee;5,25;1',
    '18.03.2026;Königsallee;4,00;1',
    '19.03.2026;Königsallee;6,00;1',
  ].join('\r\n'),
  'latin1'
)

test.group('Import wizard', (group) => {
  usesBrowser(group)

  test('a messy spreadsheet is mapped, repaired, charted and taken back', async ({ assert }) => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization), {
      viewport: 'phone',
      theme: 'light',
    })
    await visit(page, `/o/${organization.slug}/imports`)
    await assertSound(assert, page, 'imports-empty')

    const file = { name: 'shop.csv', mimeType: 'text/csv', buffer: MESSY }
    await page.getByLabel('File to import').setInputFiles(file)
    await page.getByRole('heading', { name: 'What we found' }).waitFor()
    await page.getByText('Western (Windows-1252)').waitFor()
    await page.getByRole('cell', { name: 'Königsallee' }).first().waitFor()
    await assertSound(assert, page, 'imports-mapping')
    await page.getByText('Decimal mark').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: /^Show \d+ certain$/ }).click()
    await page.getByText('Decimal mark').waitFor()
    await assertSound(assert, page, 'imports-findings')

    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('heading', { name: 'Queued' }).waitFor()
    await drainQueue(runImportJob)
    await page.getByRole('heading', { name: '5 rows imported into shop' }).waitFor()
    await page.getByRole('heading', { name: '2 rows rejected' }).waitFor()
    await assertSound(assert, page, 'imports-result')

    await page.getByLabel('Datum in row 5').fill('28.02.2026')
    await page.getByLabel('Umsatz in row 6').fill('12,00')
    await page.getByRole('button', { name: 'Read 2 rows again' }).click()
    await page.getByRole('heading', { name: '7 rows imported into shop' }).waitFor()
    assert.equal(await totalOf(organization, 'shop:umsatz'), 1352)

    await page.getByRole('button', { name: 'Undo this import' }).click()
    await page.getByRole('heading', { name: 'Undoing' }).waitFor()
    assert.isNull(await page.getByRole('progressbar').getAttribute('aria-valuenow'))
    await drainQueue(undoImportJob)
    await page.getByRole('heading', { name: 'This import is undone' }).waitFor()
    assert.equal(await totalOf(organization, 'shop:umsatz'), 'no_rows')
  })

  test('is not offered to who may not import', async ({ assert }) => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization, 'viewer'), {
      viewport: 'phone',
      theme: 'dark',
    })
    await visit(page, `/o/${organization.slug}/imports`)

    await page.getByRole('heading', { name: 'Imports', exact: true }).waitFor()
    await page.getByText('Your role does not include importing').waitFor()
    assert.equal(await page.getByText('Upload one above').count(), 0)

    await page.getByRole('link', { name: 'Sources' }).first().click()
    await page.getByText('Your role does not include connecting one').waitFor()
  })

  test('a file that is no table is refused where it was dropped', async () => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization), {
      viewport: 'desktop',
      theme: 'dark',
    })
    await visit(page, `/o/${organization.slug}/imports`)

    const file = { name: 'shop.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7') }
    await page.getByLabel('File to import').setInputFiles(file)

    await page.getByText('This file cannot be imported').waitFor()
    await page.getByText('This is a PDF document, not a table').first().waitFor()
    await screenshot(page, 'imports-refused')
  })

  test('charting leads to the numbers of the import', async () => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization))
    await visit(page, `/o/${organization.slug}/imports`)
    const buffer = Buffer.from('day,sales\n2026-03-01,10\n2026-03-02,20\n')
    await page
      .getByLabel('File to import')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('heading', { name: 'Queued' }).waitFor()
    await drainQueue(runImportJob)

    await page.getByRole('link', { name: 'Chart it' }).click()

    await page.getByRole('heading', { name: 'Explore' }).waitFor()
    await page.getByText('sales').first().waitFor()
  })
})
