import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import plansConfig from '#config/plans'
import { ReconcileBilling } from '#billing/actions/reconcile_billing'
import { ReportUsage } from '#billing/actions/report_usage'
import { listGaps } from '#billing/payments/gaps'
import { perform } from '#billing/payments/payment_requests'
import { stripe } from '#billing/provider/client'
import {
  givenLedgerStory,
  givenPaymentProvider,
  givenProviderStory,
  type BillingStory,
  type ProviderStory,
} from '#tests/support/billing_story'

async function subjects({ id }: BillingStory) {
  const gaps = await withTenant(id, listGaps)
  return gaps.map(({ subject }) => subject)
}

/** The plan that an organization is on. */
async function planOf(story: BillingStory) {
  const { terms } = await story.subscription()
  return terms?.plan
}

/** Adds a position at the provider by hand, as somebody in its dashboard would. */
async function addByHand(story: ProviderStory, price: { key?: string; meter?: string }) {
  const { id: product } = await stripe().products.create({ name: 'By hand' })
  const made = await stripe().prices.create({
    product,
    currency: 'usd',
    unit_amount: 7,
    ...(price.key ? { lookup_key: price.key } : {}),
    recurring: price.meter
      ? { interval: 'month', usage_type: 'metered', meter: price.meter }
      : { interval: 'month' },
  })
  const { subscriptionRef } = await story.subscription()
  await stripe().subscriptions.update(subscriptionRef!, { items: [{ price: made.id }] })
  await story.mirror()
}

test.group('Billing and what should not happen', (group) => {
  let provider: Awaited<ReturnType<typeof givenPaymentProvider>>

  group.each.setup(async () => {
    provider = await givenPaymentProvider()
    return () => provider.stop()
  })

  async function givenSubscriber() {
    const story = await givenProviderStory(provider.emulator)
    await story.choose('team')
    return story
  }

  /** A subscriber with one hour of extra usage that is over and not reported. */
  async function givenExtraUsage() {
    const story = await givenSubscriber()
    await story.change({ capCents: 100_000 })
    await story.use('records', 6_000_000)
    story.now = story.now.plus({ hours: 1 })
    provider.emulator.advanceTo(story.now.toJSDate())
    return story
  }

  test('a customer who was deleted there is on Free, and subscribes again', async ({ assert }) => {
    const story = await givenSubscriber()
    await stripe().customers.del(await story.customerRef())
    await story.mirror()
    const deleted = await story.subscription()
    const gaps = await subjects(story)
    await story.choose('team')
    const again = await story.subscription()

    assert.deepInclude(deleted, { terms: null, collector: 'nobody', customerRef: null })
    assert.deepEqual(gaps, ['provider.customer'])
    assert.equal(again.terms?.plan, 'team')
    assert.deepEqual(await subjects(story), [])
  })

  test('a price of another account is refused, and changes nothing', async ({ assert }) => {
    const story = await givenSubscriber()
    const { subscriptionRef } = await story.subscription()
    const change = perform({
      organizationId: story.id,
      operation: 'subscription.update',
      parameters: { id: subscriptionRef!, items: [{ price: 'price_of_another_account' }] },
      key: 'of another',
    })

    await assert.rejects(() => change, /did not accept this: No such price.*Nothing was changed/)
    await story.mirror()
    assert.equal(await planOf(story), 'team')
  })

  test('a price that was added there by hand allows nothing, and is shown', async ({ assert }) => {
    const story = await givenSubscriber()
    const { terms, packs } = await story.subscription()
    await addByHand(story, {})
    const after = await story.subscription()

    assert.deepEqual([after.terms, after.packs], [terms, packs])
    assert.deepEqual(await subjects(story), ['provider.price'])
  })

  test('two positions of one meter are shown, whatever each costs', async ({ assert }) => {
    const story = await givenSubscriber()
    const [meter] = provider.emulator.world.meters.keys()
    await addByHand(story, { key: 'extra.records.7.USD', meter })
    assert.deepEqual(await subjects(story), ['provider.twice'])
  })

  test('two positions of one pack count together, and are shown', async ({ assert }) => {
    const story = await givenProviderStory(provider.emulator)
    await story.choose('team', { seats: 3 })
    await addByHand(story, { key: 'pack.seats.7.USD' })
    const { packs } = await story.subscription()

    assert.deepEqual(packs, { seats: 4 })
    assert.deepEqual(await subjects(story), ['provider.twice'])
  })

  test('a currency that was changed there by hand is shown, and ours stays', async ({ assert }) => {
    const story = await givenSubscriber()
    const before = await story.subscription()
    provider.emulator.world.subscriptions.get(before.subscriptionRef!)!.currency = 'eur'
    await story.mirror()
    const after = await story.subscription()

    assert.deepEqual([after.currency, after.terms], ['USD', before.terms])
    assert.deepEqual(await subjects(story), ['provider.currency'])
  })

  test('a second subscription, paid in another tab, is shown', async ({ assert }) => {
    const story = await givenSubscriber()
    const [session] = provider.emulator.world.sessions.values()
    const copy = { ...session, id: 'cs_test_of_another_tab', status: 'open' as const }
    provider.emulator.world.sessions.set(copy.id, copy)
    await story.pay(`${provider.emulator.url}/checkout/${copy.id}`)
    await story.mirror()
    assert.deepEqual(await subjects(story), ['provider.subscriptions'])
  })

  test('a plan that is sold no more is kept and charged as it was', async ({ assert, cleanup }) => {
    const stories = [await givenLedgerStory(), await givenProviderStory(provider.emulator)]
    for (const story of stories) {
      await story.choose('team')
    }
    const { plans } = plansConfig as unknown as { plans: unknown[] }
    const [removed] = plans.splice(1, 1)
    cleanup(() => void plans.splice(1, 0, removed))
    for (const story of stories) {
      await story.wait({ months: 1, hours: 2 })
      assert.equal(await planOf(story), 'team')
      assert.deepEqual(await story.totals(), [4_900, 4_900])
      assert.deepEqual(await subjects(story), [])
    }
  })

  test('more than was paid is not given back, at once or in parts', async ({ assert }) => {
    for (const story of [await givenLedgerStory(), await givenSubscriber()]) {
      await story.choose('team')
      const [{ id }] = await story.invoices()
      await assert.rejects(() => story.credit(id, 4_901, 'refund'))
      const parts = [3_000, 2_900, 2_800].map((cents) => story.credit(id, cents, 'refund'))
      const outcomes = await Promise.allSettled(parts)
      const [{ credited }] = await story.invoices()

      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
      assert.include([3_000, 2_900, 2_800], credited)
    }
  })

  test('a report whose answer was lost for a day is counted once', async ({ assert }) => {
    const story = await givenExtraUsage()
    provider.emulator.breaks = (name) => (name === 'POST /v1/billing/meter_events' ? 'after' : null)
    await assert.rejects(() => new ReportUsage().execute(story.id, story.now), /did not answer/)
    provider.emulator.breaks = () => null
    await withTenant(story.id, (tenant) =>
      tenant.query(
        `UPDATE payment_requests SET planned_at = planned_at - interval '30 hours' WHERE organization_id = $1`,
        [story.id]
      )
    )
    story.now = story.now.plus({ hours: 30 })
    provider.emulator.advanceTo(story.now.toJSDate())
    await new ReportUsage().execute(story.id, story.now)
    const gaps = await new ReconcileBilling().reconcile(story.id, story.now)

    assert.deepEqual(
      provider.emulator.world.meterEvents.map(({ value }) => value),
      [1_000_000]
    )
    assert.deepEqual(gaps, [])
  })

  test('a report that is refused holds no other up, and is shown', async ({ assert }) => {
    const story = await givenExtraUsage()
    await story.use('reports', 100_000)
    const { id } = [...provider.emulator.world.meters.values()].find(({ eventName }) =>
      eventName.endsWith('_records')
    )!
    provider.emulator.world.meters.delete(id)
    story.now = story.now.plus({ hours: 1 })
    provider.emulator.advanceTo(story.now.toJSDate())
    await new ReportUsage().execute(story.id, story.now)
    const gaps = await new ReconcileBilling().reconcile(story.id, story.now)

    assert.deepEqual(
      provider.emulator.world.meterEvents.map(({ eventName }) => eventName),
      ['quarterdeck_extra_reports']
    )
    assert.match(gaps[0].message, /did not take 1000000 extra synced records/)
  })
})
