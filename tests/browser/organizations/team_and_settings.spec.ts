import { test } from '@japa/runner'
import { givenApiKey } from '#tests/support/api_keys'
import { assertSound, openPageAs, TWO_LOOKS, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { freshAddress, givenInvitation } from '#tests/support/team'

async function givenTeam() {
  const organization = await givenOrganization()
  const owner = await givenMember(organization, 'owner')
  await givenMember(organization, 'analyst')
  await givenInvitation(organization, { email: freshAddress() })
  await givenApiKey(organization, ['metrics:read', 'imports:write'])
  return { organization, owner, home: `/o/${organization.slug}` }
}

test.group('Team and settings', (group) => {
  usesBrowser(group)

  test('are sound at {viewport} width in the {theme} theme')
    .with(TWO_LOOKS)
    .run(async ({ assert }, appearance) => {
      const { owner, home } = await givenTeam()
      const page = await openPageAs(owner, appearance)
      for (const name of [
        'team',
        'settings',
        'settings/profile',
        'settings/api-keys',
        'settings/api-keys/reference',
        'settings/audit',
      ]) {
        await visit(page, `${home}/${name}`)
        await assertSound(assert, page, name.replaceAll('/', '-'))
      }
    })

  test('invite a person, change a role and ask before removing somebody', async ({ assert }) => {
    const { owner, home } = await givenTeam()
    const page = await openPageAs(owner)
    await visit(page, `${home}/team`)
    const email = freshAddress()

    await page.getByRole('textbox', { name: 'E-mail address' }).fill(email)
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await page.getByText(email).first().waitFor()
    await page.getByRole('combobox', { name: /^Role of/ }).selectOption('manager')
    await page.getByText('The role was changed.').first().waitFor()
    const others = page.getByRole('listitem').filter({ has: page.getByRole('combobox') })
    await others.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Remove from the organization' }).click()
    await page.getByRole('dialog').waitFor()
    await assertSound(assert, page, 'team-remove')
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()

    await page.getByText('1 person can open this organization.').waitFor()
  })

  test('explain the API beside its keys', async ({ assert }) => {
    const { owner, home } = await givenTeam()
    const page = await openPageAs(owner)
    await visit(page, `${home}/settings/api-keys`)

    await page.getByRole('link', { name: 'API reference' }).click()

    await page.getByRole('heading', { name: 'Query metrics over time and dimensions' }).waitFor()
    const example = page.getByRole('region', { name: /^Example: Query metrics/ })
    assert.include(await example.textContent(), '/api/v1/metrics/query')
    const link = page.getByRole('navigation', { name: 'Settings' }).getByText('API keys')
    assert.equal(await link.getAttribute('aria-current'), 'page')
  })

  test('show a new API key once', async ({ assert }) => {
    const { owner, home } = await givenTeam()
    const page = await openPageAs(owner)
    await visit(page, `${home}/settings/api-keys`)

    await page.getByLabel('Name', { exact: true }).fill('Nightly export')
    await page.getByLabel('Read metrics').check()
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.getByText(/^qd_live_[0-9A-Za-z]{38}$/).waitFor()
    await assertSound(assert, page, 'settings-api-keys-new')
    await visit(page, `${home}/settings/api-keys`)

    assert.equal(await page.getByText(/^qd_live_[0-9A-Za-z]{38}$/).count(), 0)
  })
})
