import { test } from '@japa/runner'
import { standingOf } from '#billing/subscriptions/standing'
import { stripe } from '#billing/provider/client'
import {
  givenPaymentProvider,
  givenProviderStory,
  type ProviderStory,
} from '#tests/support/billing_story'

async function stateOf(story: ProviderStory) {
  const { state, terms } = standingOf(await story.subscription(), story.now)
  return [state, terms.plan]
}

test.group('Payment stories', (group) => {
  let provider: Awaited<ReturnType<typeof givenPaymentProvider>>

  group.each.setup(async () => {
    provider = await givenPaymentProvider()
    return () => provider.stop()
  })

  async function givenSubscriber() {
    const story = await givenProviderStory(provider.emulator)
    await story.choose('team')
    return { story, customer: await story.customer() }
  }

  test('a card that fails again and again keeps its plan for a while, then is on Free', async ({
    assert,
  }) => {
    const { story, customer } = await givenSubscriber()
    customer.card = 'declined'
    await story.wait({ months: 1, hours: 2 })
    const late = await stateOf(story)
    await story.wait({ days: 9 })
    const tried = [...provider.emulator.world.invoices.values()].at(-1)!.attempts
    const stillLate = await stateOf(story)
    await story.wait({ days: 7 })
    const { collector } = await story.subscription()

    assert.deepEqual([late, tried, stillLate], [['late', 'team'], 3, ['late', 'team']])
    assert.deepEqual([await stateOf(story), collector], [['free', 'free'], 'nobody'])
  })

  test('a new card pays what is owed at the next try', async ({ assert }) => {
    const { story, customer } = await givenSubscriber()
    customer.card = 'declined'
    await story.wait({ months: 1, hours: 2 })
    customer.card = 'good'
    await story.wait({ days: 4 })
    const invoices = await story.invoices()

    assert.deepEqual(await stateOf(story), ['paid', 'team'])
    assert.deepEqual(
      invoices.map(({ status, total }) => [status, total]),
      [
        ['paid', 4_900],
        ['paid', 4_900],
      ]
    )
  })

  test('tax follows the address, and ends with a tax id of a business', async ({ assert }) => {
    const { story, customer } = await givenSubscriber()
    customer.address = { country: 'DE' }
    await story.wait({ months: 1, hours: 2 })
    await stripe().customers.createTaxId(customer.id, { type: 'eu_vat', value: 'DE123456789' })
    await story.wait({ months: 1 })
    const invoices = await story.invoices()

    assert.deepEqual(
      invoices.map(({ total, tax }) => [total, tax]),
      [
        [4_900, 0],
        [5_831, 931],
        [4_900, 0],
      ]
    )
  })

  test('credit that was given is off the next invoice, a refund is not', async ({ assert }) => {
    const { story } = await givenSubscriber()
    const [{ id }] = await story.invoices()
    await story.credit(id, 1_000, 'credit')
    await story.credit(id, 500, 'refund')
    await story.wait({ months: 1, hours: 2 })
    const invoices = await story.invoices()

    assert.deepEqual(
      invoices.map(({ due, credited }) => [due, credited]),
      [
        [4_900, 1_500],
        [3_900, 0],
      ]
    )
  })

  test('a trial that was extended at the provider ends and is paid later', async ({ assert }) => {
    const story = await givenProviderStory(provider.emulator, { trial: true })
    await story.choose('team')
    const { subscriptionRef, trialEndsAt } = await story.subscription()
    const later = trialEndsAt!.plus({ days: 7 })
    await stripe().subscriptions.update(subscriptionRef!, { trial_end: later.toUnixInteger() })
    await story.mirror()
    await story.wait({ days: 20 })
    const [inTrial] = await stateOf(story)
    const before = await story.totals()
    await story.wait({ days: 2 })

    assert.deepEqual([inTrial, before], ['trial', []])
    assert.deepEqual([await stateOf(story), await story.totals()], [['paid', 'team'], [4_900]])
  })
})
