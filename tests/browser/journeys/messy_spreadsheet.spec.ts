import { test } from '@japa/runner'
import { drainQueue } from '#foundation/job_queue'
import { runImportJob } from '#imports/jobs/run_import'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'

/** A title above the header, semicolons, decimal commas, one impossible day and one word for a number. */
const MESSY = [
  'Takings of the Rotterdam café',
  'Dag;Café;Omzet;Kaartjes',
  '02.03.2026;Katendrecht;1.240,50;31',
  '03.03.2026;Katendrecht;980,25;24',
  '31.02.2026;Katendrecht;1.010,00;27',
  '05.03.2026;Katendrecht;veel;29',
  '06.03.2026;Katendrecht;1.111,25;28',
  '07.03.2026;Katendrecht;1.300,00;33',
].join('\r\n')

test.group('Journey: a messy spreadsheet', (group) => {
  usesBrowser(group)

  test('is uploaded, mapped, repaired and charted', async ({ assert }) => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization, 'analyst'))
    await visit(page, `/o/${organization.slug}/imports`)
    await assertSound(assert, page, 'journey3-start')

    const buffer = Buffer.from(MESSY)
    await page
      .getByLabel('File to import')
      .setInputFiles({ name: 'takings.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('heading', { name: 'What we found' }).waitFor()
    await page.getByRole('cell', { name: 'Katendrecht' }).first().waitFor()
    await assertSound(assert, page, 'journey3-mapping')

    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('heading', { name: 'Queued' }).waitFor()
    await assertSound(assert, page, 'journey3-waiting')
    await drainQueue(runImportJob)
    await page.getByRole('heading', { name: '4 rows imported into takings' }).waitFor()
    await page.getByRole('heading', { name: '2 rows rejected' }).waitFor()
    await assertSound(assert, page, 'journey3-rejected')

    await page.getByLabel('Dag in row 5').fill('04.03.2026')
    await page.getByLabel('Omzet in row 6').fill('1.050,00')
    await page.getByRole('button', { name: 'Read 2 rows again' }).click()
    await page.getByRole('heading', { name: '6 rows imported into takings' }).waitFor()
    assert.equal(await totalOf(organization, 'takings:omzet'), 6692)
    await assertSound(assert, page, 'journey3-repaired')

    await page.getByRole('link', { name: 'Chart it' }).click()
    await page.getByRole('heading', { name: 'Explore' }).waitFor()
    await page.locator('canvas').waitFor()
    await page.getByRole('button', { name: /^Where Omzet comes from: .*6,692/ }).waitFor()
    await assertSound(assert, page, 'journey3-chart')
  })
})
