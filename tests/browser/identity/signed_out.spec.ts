import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'

test.group('After signing out', (group) => {
  usesBrowser(group)

  async function givenPersonOnTeamPage() {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const page = await openPageAs(user)
    await visit(page, `/o/${organization.slug}`)
    await page.getByRole('link', { name: 'Team' }).click()
    await page.getByText(user.email).first().waitFor()
    return { page, user }
  }

  test('in another tab, the next click leads to the sign-in, and back shows nothing from before', async ({
    assert,
  }) => {
    const { page, user } = await givenPersonOnTeamPage()
    await db.from('sessions').delete()

    await page.getByRole('link', { name: 'Sources' }).click()
    await page.waitForURL('**/login')
    await page.goBack()
    await page.getByText('You will come back to where you were.').waitFor()

    assert.equal(await page.getByText(user.email).count(), 0)
  })

  test('here, back shows the sign-in as well', async ({ assert }) => {
    const { page, user } = await givenPersonOnTeamPage()

    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/login')
    await page.goBack()
    await page.getByText('You will come back to where you were.').waitFor()

    assert.equal(await page.getByText(user.email).count(), 0)
  })
})
