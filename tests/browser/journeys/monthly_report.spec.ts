import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { carryOutRun } from '#reports/actions/carry_out_run'
import { findFile, listRuns } from '#reports/queries/report_runs'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenAdvertising } from '#tests/support/business'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { jobOf, rowsOf } from '#tests/support/reports'

const REPORTS = 'SELECT id FROM reports WHERE organization_id = $1'
const READY = '[data-report-ready]'

test.group('Journey: a report that a client receives', (group) => {
  usesBrowser(group)

  test('from a template to pages on paper and a mail', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenAdvertising(organization)
    const manager = await givenMember(organization, 'manager')
    const home = `/o/${organization.slug}/reports`
    const page = await openPageAs(manager)

    await visit(page, `${home}?new=1`)
    await page.getByRole('radio', { name: /^Campaign performance/ }).click()
    await page.getByLabel('Name').fill('October for Acme')
    await assertSound(assert, page, 'journey5-new')
    await page.getByRole('button', { name: 'Create report' }).click()
    await page.locator(READY).waitFor()
    await page.getByText('“ROAS” was left out').waitFor()

    const sections = page.getByRole('list', { name: 'Sections' })
    await sections.getByRole('button', { name: /^Contents, 2 of/ }).press('Alt+ArrowUp')
    await sections.getByRole('button', { name: /^Contents, 1 of/ }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await sections.getByRole('button', { name: /^Contents, 2 of/ }).waitFor()
    await page.getByRole('button', { name: 'Add a section' }).click()
    await page.getByRole('menuitem', { name: 'Text' }).click()
    await page.getByRole('textbox', { name: 'Text' }).fill('Thank you for a **good** month.')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('Thank you for a good month.').waitFor()
    await page.locator(READY).waitFor()
    await assertSound(assert, page, 'journey5-editor')
    await page.getByRole('button', { name: 'Save' }).click()

    await page.getByRole('button', { name: 'Make files' }).click()
    await page.getByText('Being made').waitFor()
    const [{ id }] = await rowsOf<{ id: string }>(organization, REPORTS)
    const runs = await withTenant(organization.id, (tenant) => listRuns(tenant, id))
    await carryOutRun(jobOf(organization, { runId: runs[0].id }), DateTime.utc())
    await page.getByRole('link', { name: 'PDF' }).waitFor()
    const pdf = await withTenant(organization.id, (tenant) => findFile(tenant, runs[0].id, 'pdf'))
    assert.deepEqual(factsOf(pdf.bytes), { isTagged: true, hasOutline: true, pictures: 0 })
    assert.isAtLeast(count(pdf.bytes, /\/Type \/Page\b/g), 4)

    await page.getByRole('button', { name: 'Schedule', exact: true }).click()
    await page.getByLabel('Recipients').fill('client-of-journey-5@example.test')
    await assertSound(assert, page, 'journey5-schedule')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('client-of-journey-5@example.test').waitFor()
    const phone = await openPageAs(manager, { viewport: 'phone', theme: 'dark' })
    await visit(phone, `${home}/${id}`)
    await phone.locator(READY).waitFor()
    await assertSound(assert, phone, 'journey5-report')
  })
})

const count = (pdf: Buffer, pattern: RegExp) => pdf.toString('latin1').match(pattern)?.length ?? 0

/** What readers of the file get: structure for who listens, an outline, and charts that stay sharp. */
function factsOf(pdf: Buffer) {
  return {
    isTagged: count(pdf, /\/StructTreeRoot/g) > 0,
    hasOutline: count(pdf, /\/Outlines/g) > 0,
    pictures: count(pdf, /\/Subtype \/Image/g),
  }
}
