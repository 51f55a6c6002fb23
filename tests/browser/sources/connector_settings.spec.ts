import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import stripe from '#plugins/connectors/stripe/plugin'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { usesGatedEmulator } from '#tests/support/gated_emulator'
import { givenMember, givenOrganization } from '#tests/support/organizations'

const SETTINGS = {
  type: 'object',
  properties: {
    shop: { type: 'string', title: 'Name of the shop', maxLength: 8 },
    kinds: { type: 'array', title: 'Kinds', items: { type: 'string' } },
    status: { type: 'string', title: 'Status', enum: ['paid', 'any'], default: 'paid' },
  },
  required: ['shop'],
}

/** The payments connector, asking the person something besides access. */
function askingRegistry() {
  const { payments } = stripe.connectors
  const manifest = { ...stripe, connectors: { payments: { ...payments, settings: SETTINGS } } }
  return loadPlugins({ stripe: { Plugin: async () => ({ default: manifest }) } })
}

test.group('A connector with settings', (group) => {
  usesBrowser(group)
  usesGatedEmulator(group)
  group.setup(async () => useRegistry(new PluginRegistry(await askingRegistry())))

  test('asks for them before it connects, and says what does not fit', async ({ assert }) => {
    const organization = await givenOrganization()
    const page = await openPageAs(await givenMember(organization))
    await visit(page, `/o/${organization.slug}/sources/new`)
    await page.getByRole('button', { name: /Stripe/ }).click()

    const trySandbox = () => page.getByRole('button', { name: 'Try in the sandbox' }).click()
    await trySandbox()
    await page.getByText('Name of the shop is missing.').waitFor()
    await assertSound(assert, page, 'connect-settings')
    await page.getByLabel('Name of the shop').fill('Harbor')
    await page.getByLabel('Kinds').fill('card, sepa')
    await trySandbox()
    await page.waitForURL(/\/sources\/stripe/)

    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query('SELECT settings FROM connections WHERE organization_id = $1', [organization.id])
    )
    const settings = { shop: 'Harbor', kinds: ['card', 'sepa'], status: 'paid' }
    assert.deepEqual(rows, [{ settings }])
  })
})
