import { test } from '@japa/runner'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { VersionedPlugin } from '#tests/support/plugin_versions'
import { shopManifest } from '#tests/support/shop_manifest'

const SCOPES = [...shopManifest().scopes, { id: 'metrics:write', why: 'Adds orders to reports.' }]

test.group('The marketplace', (group) => {
  usesBrowser(group)
  let plugin: VersionedPlugin
  group.each.setup(async () => {
    plugin = new VersionedPlugin()
    await plugin.release('1.0.0', { title: 'Acme Shop', summary: 'Orders of a shop.' })
    return () => plugin.restore()
  })

  test('installs a plugin, shows what an upgrade changes, rolls it back and uninstalls it', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization))
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    await visit(page, `/o/${organization.slug}/marketplace`)
    await page.getByRole('searchbox', { name: 'Search plugins' }).fill('nothing like this')
    await page.getByText('No plugin matches').waitFor()
    await page.getByRole('searchbox', { name: 'Search plugins' }).fill('acme')
    await assertSound(assert, page, 'marketplace')
    await page.getByRole('link', { name: /Acme Shop/ }).click()

    await page.getByText('Read-only access to Acme Shop').waitFor()
    await button('Install').click()
    await button('Pin to 1.0.0').waitFor()

    await plugin.release('1.1.0', { title: 'Acme Shop', scopes: SCOPES })
    await plugin.watch(organization)
    await plugin.carryOut(organization)
    await visit(page, `/o/${organization.slug}/marketplace/${plugin.id}`)
    await page.getByText(/needs metrics:write, which was not granted/).waitFor()
    await page.getByText('Adds orders to reports.').waitFor()
    await assertSound(assert, page, 'marketplace-upgrade')
    await button('Allow and upgrade').click()
    await page.getByText('The upgrade to 1.1.0 has begun.').waitFor()
    await plugin.carryOut(organization)

    await button('Roll back to 1.0.0').click()
    await page.getByText('Version 1.0.0 is being restored.').waitFor()
    await plugin.carryOut(organization)
    await page.getByText('Version 1.1.0 was rolled back').waitFor()
    assert.equal(await plugin.runningIn(organization), '1.0.0')

    await button('Uninstall').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Uninstall' }).click()
    await page.getByText(/Uninstalled\. Its data is kept\./).waitFor()
    await button('Undo').click()
    await button('Pin to 1.0.0').waitFor()
  })
})
