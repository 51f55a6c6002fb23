import { test } from '@japa/runner'
import type { RunningEmulator } from '#sandbox'
import { carryOutRun } from '#sync'
import { APPEARANCES, assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenLiveStripe, givenLiveVendors, newStripeKey } from '#tests/support/live_vendors'
import { givenMember, givenOrganization } from '#tests/support/organizations'

let emulator: RunningEmulator

const NOW = new Date('2026-11-20T09:00:00Z')

test.group('A source whose key was withdrawn', (group) => {
  usesBrowser(group)
  group.setup(async () => {
    emulator = await givenLiveVendors({ now: NOW })
    return () => emulator.stop()
  })

  test('is connected again with a new key at {viewport} width in the {theme} theme')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const old = newStripeKey()
      const organization = await givenOrganization()
      const connection = await givenLiveStripe({ organization, now: NOW }, old)
      emulator.emulator.book.revoke(old)
      const place = { organizationId: organization.id, connectionId: connection.id }
      await carryOutRun({ ...place, now: NOW })

      const page = await openPageAs(await givenMember(organization), appearance)
      await visit(page, `/o/${organization.slug}/sources/${connection.slug}`)
      await page.getByRole('heading', { name: 'Connect with a new key' }).waitFor()
      await assertSound(assert, page, 'source-new-key')
      await page.getByLabel('Restricted or secret key').fill(newStripeKey())
      await page.getByRole('button', { name: 'Connect', exact: true }).click()

      await page
        .getByRole('heading', { name: 'Connect with a new key' })
        .waitFor({ state: 'hidden' })
    })
})
