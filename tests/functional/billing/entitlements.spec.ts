import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { entitlements } from '#billing'
import { saveSubscription, type Subscription } from '#billing/subscriptions/subscription'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { CreateOrganization } from '#organizations'
import { givenPlan } from '#tests/support/billing'
import { givenOrganization, givenUser } from '#tests/support/organizations'

const at = (organization: Organization, now: DateTime) =>
  withTenant(organization.id, (tenant) => entitlements.of(tenant, now), { readOnly: true })

const change = (organization: Organization, changes: Partial<Subscription>) =>
  withTenant(organization.id, (tenant) => saveSubscription(tenant, changes, DateTime.utc()))

test.group('What an organization may use', () => {
  test('is everything for fourteen days, then Free, without anybody doing anything', async ({
    assert,
  }) => {
    const owner = await givenUser()
    const wanted = { name: 'Tidal Bikes', timeZone: 'UTC', currency: 'EUR', ip: null }
    const organization = await new CreateOrganization().execute(wanted, async () => owner)
    const begun = organization.createdAt

    const first = await at(organization, begun.plus({ days: 13, hours: 23 }))
    const later = await at(organization, begun.plus({ days: 14, seconds: 1 }))

    assert.deepInclude(first, { plan: 'business', state: 'trial', sources: 50, capCents: 0 })
    assert.isTrue(first.features.has('custom_exchange_rates'))
    assert.deepInclude(later, { plan: 'free', state: 'free', sources: 2, until: null })
    assert.isFalse(later.features.has('custom_exchange_rates'))
  })

  test('is known of an organization that nothing was written down for', async ({ assert }) => {
    const organization = await givenOrganization({ currency: 'SEK' })
    const found = await at(organization, DateTime.utc())
    assert.deepInclude(found, { state: 'trial', currency: 'USD' })
  })

  test('is what was agreed on, packs included, whatever is on offer later', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenPlan(organization, { plan: 'team', included: { sources: 7, records: null } })
    await change(organization, { packs: { seats: 2, sources: 1, gone: 4 } })

    const found = await at(organization, DateTime.utc())

    assert.deepInclude(found, { state: 'paid', sources: 12, members: 12, records: null })
  })

  test('stays for fourteen days while a payment is late, and falls to Free then', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenPlan(organization)
    const failed = DateTime.utc()
    await change(organization, { status: 'past_due', pastDueSince: failed, capCents: 5_000 })

    const late = await at(organization, failed.plus({ days: 13 }))
    const gone = await at(organization, failed.plus({ days: 14 }))

    assert.deepInclude(late, { plan: 'team', state: 'late', capCents: 0, extra: {} })
    assert.deepInclude(gone, { plan: 'free', state: 'free' })
  })

  test('is Free while it is paused', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenPlan(organization)
    await change(organization, { status: 'paused' })
    assert.deepInclude(await at(organization, DateTime.utc()), { plan: 'free', state: 'paused' })
  })
})
