import { test } from '@japa/runner'
import { openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'

test.group('A page from before an update', (group) => {
  usesBrowser(group)

  test('says so where a part of it is gone from the server', async () => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization))
    await visit(page, `/o/${organization.slug}`)
    await page.route('**/assets/command_menu*', (route) => route.fulfill({ status: 404 }))

    await page.getByRole('button', { name: 'Search' }).first().click()

    await page.getByRole('alert').getByText('updated while this page was open').waitFor()
  })
})
