import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization, PASSWORD } from '#tests/support/organizations'

test.group('A session that ends while a form is filled in', (group) => {
  usesBrowser(group)

  async function givenFilledForm() {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const page = await openPageAs(user, { viewport: 'phone', theme: 'dark' })
    await visit(page, `/o/${organization.slug}/settings`)
    await page.getByLabel('Name').fill('Lighthouse and Sons')
    await db.from('sessions').delete()
    return { page, user, organization }
  }

  test('says so, keeps what was typed, and takes it once somebody signed in again', async ({
    assert,
  }) => {
    const { page, user, organization } = await givenFilledForm()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
    await assertSound(assert, page, 'session-ended')

    const opened = page.waitForEvent('popup')
    await page.getByRole('link', { name: 'Sign in in a new tab' }).click()
    const other = await opened
    await other.getByLabel('E-mail address').fill(user.email)
    await other.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await other.getByRole('button', { name: 'Sign in', exact: true }).click()
    await other.getByRole('heading', { name: 'Settings' }).waitFor()

    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('saved').waitFor()
    await organization.refresh()
    assert.equal(organization.name, 'Lighthouse and Sons')
  })
})
