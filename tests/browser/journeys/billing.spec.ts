import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { entitlements } from '#billing'
import { APPEARANCES, assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenPlan, givenUsage } from '#tests/support/billing'
import { GOOD_CARD, givenPaymentProvider } from '#tests/support/billing_story'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { mirrorAccountJob } from '#billing/jobs/provider_jobs'
import { runWaiting } from '#tests/support/jobs'

const planOf = (organization: { id: string }) =>
  withTenant(organization.id, async (tenant) => {
    const { plan, state } = await entitlements.of(tenant, DateTime.utc())
    return `${plan} ${state}`
  })

/** An organization on Team that has used most of its records over some days. */
async function givenBusyOrganization() {
  const organization = await givenOrganization({ currency: 'EUR' })
  const now = DateTime.utc()
  await givenPlan(organization, { plan: 'team', now: now.minus({ days: 9 }) })
  for (const days of [8, 7, 6, 5, 4, 3, 2, 1, 0]) {
    const at = now.minus({ days })
    await givenUsage(organization, { quantity: 400_000 + days * 40_000, at, now })
    await givenUsage(organization, { meter: 'api_calls', quantity: 900 + days * 31, at, now })
  }
  return organization
}

test.group('Journey: billing', (group) => {
  usesBrowser(group)

  test('every page of it is sound in {viewport} and {theme}')
    .with(APPEARANCES)
    .run(async ({ assert }, appearance) => {
      const organization = await givenBusyOrganization()
      const page = await openPageAs(await givenMember(organization, 'billing_admin'), appearance)
      for (const [path, heading] of [
        ['', 'Billing'],
        ['/usage', 'Usage'],
        ['/plans?plan=business&pack_seats=2', 'Plans'],
        ['/invoices', 'Invoices'],
        ['/settings', 'Billing settings'],
      ]) {
        await visit(page, `/o/${organization.slug}/billing${path}`)
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
        await assertSound(assert, page, `journey8-${heading.toLowerCase().replace(' ', '-')}`)
      }
    })

  test('a plan is changed on our own ledger, with the sum that was shown', async ({ assert }) => {
    const organization = await givenBusyOrganization()
    const page = await openPageAs(await givenMember(organization, 'billing_admin'))
    await visit(page, `/o/${organization.slug}/billing/plans`)

    await page.getByRole('button', { name: 'Choose Business' }).click()
    const due = page.locator('dt', { hasText: 'Due now, before tax' }).locator('xpath=../dd')
    const shown = await due.innerText()
    await page.getByRole('button', { name: 'Confirm change' }).click()
    await page.getByRole('heading', { name: 'Billing', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Invoices', exact: true }).first().click()
    await page.getByText('QD-00001').waitFor()

    assert.equal(await planOf(organization), 'business paid')
    assert.include(await page.locator('summary').first().innerText(), shown)
  })

  test('a trial becomes a paid plan through the checkout, and is cancelled and kept', async ({
    assert,
  }) => {
    const provider = await givenPaymentProvider(DateTime.utc())
    try {
      const organization = await givenOrganization({
        createdAt: DateTime.utc().minus({ days: 13 }),
      })
      const page = await openPageAs(await givenMember(organization, 'owner'))
      await visit(page, `/o/${organization.slug}/billing/plans`)
      await page.getByRole('button', { name: 'Choose Team' }).click()
      await page.getByRole('button', { name: 'Confirm change' }).click()
      await page.getByLabel('Card number').fill(GOOD_CARD)
      await page.getByRole('button', { name: 'Subscribe' }).click()
      await page.getByText('This period ends on').waitFor()
      await page.getByRole('button', { name: 'Cancel plan' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel plan' }).click()
      await page.getByRole('button', { name: 'Keep the plan' }).click()
      await page.getByRole('button', { name: 'Pause' }).waitFor()

      assert.equal(await planOf(organization), 'team paid')
      await runWaiting(mirrorAccountJob)
      assert.equal(await planOf(organization), 'team paid')
    } finally {
      await provider.stop()
    }
  })
})
