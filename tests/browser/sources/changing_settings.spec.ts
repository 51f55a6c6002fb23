import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { carryOutRun } from '#sync'
import { givenAskingShop } from '#tests/support/asking_shop'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenSandboxSource } from '#tests/support/sandbox_sources'

test.group('The page of a source with settings', (group) => {
  usesBrowser(group)
  group.setup(() => givenAskingShop())

  test('changes them, and asks what becomes of the numbers', async ({ assert }) => {
    const organization = await givenOrganization()
    const request = { organization, pluginId: 'acme/small' as const, connector: 'shop' }
    const { connection } = await givenSandboxSource(request)
    const place = { organizationId: organization.id, connectionId: connection.id }
    await carryOutRun({ ...place, now: new Date() })
    const page = await openPageAs(await givenMember(organization))
    await visit(page, `/o/${organization.slug}/sources/${connection.slug}`)
    const form = page.locator('section', { hasText: 'What to sync' }).last()
    const save = form.getByRole('button', { name: 'Save' })

    await form.getByLabel('Label').fill('much too long')
    await save.click()
    await form.getByText('Label must have between 0 and 8 characters.').waitFor()
    await form.getByLabel('Label').fill('Pier')
    await form.getByLabel('Orders').click()
    await page.getByRole('option', { name: 'any' }).click()
    assert.isTrue(await save.isDisabled())
    await form.getByLabel('Sync everything again').click()
    await assertSound(assert, page, 'source-settings')
    await save.click()
    await page.getByText('Acme is syncing again with its new settings.').first().waitFor()

    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query('SELECT settings FROM connections WHERE organization_id = $1', [organization.id])
    )
    assert.deepEqual(rows, [{ settings: { shop: 'harbor', status: 'any', label: 'Pier' } }])
  })
})
