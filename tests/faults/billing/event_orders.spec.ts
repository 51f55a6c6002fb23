import { test } from '@japa/runner'
import { ReceiveEvent } from '#billing/actions/receive_event'
import { withTenant } from '#foundation'
import {
  givenPaymentProvider,
  givenProviderStory,
  type ProviderStory,
} from '#tests/support/billing_story'

/** Everything that the story left behind, without moments of the test itself. */
async function stateOf(story: ProviderStory) {
  const { appliedReading, ...subscription } = await story.subscription()
  const invoices = await story.invoices()
  return JSON.parse(JSON.stringify({ subscription, invoices })) as object
}

test.group('Events of the payment provider, in any order', (group) => {
  let provider: Awaited<ReturnType<typeof givenPaymentProvider>>

  group.each.setup(async () => {
    provider = await givenPaymentProvider()
    return () => provider.stop()
  })

  test('of one story end in the same state in all 720 orders, each told twice', async ({
    assert,
  }) => {
    const story = await givenProviderStory(provider.emulator)
    await story.choose('team')
    await story.choose('business', { seats: 2 })
    await story.rest('cancellation')
    const six = provider.emulator.world.events.slice(-6)
    const expected = await stateOf(story)
    const customerRef = await story.customerRef()
    const receiver = new ReceiveEvent()

    for (const [index, order] of permutations([0, 1, 2, 3, 4, 5]).entries()) {
      await forget(story)
      for (const position of [...order, ...order]) {
        const { type, created } = six[position]
        const id = `evt_${story.id}_${index}_${position}`
        const outcome = await receiver.execute({
          id,
          type,
          customerRef,
          createdAt: new Date(created),
        })
        if (outcome === 'new' && position === order[5]) {
          await story.mirror()
        }
      }
      assert.deepEqual(await stateOf(story), expected, `order ${order.join('')}`)
    }
  }).timeout(300_000)
})

/** As if nothing had been taken over since the subscription was made. */
async function forget(story: ProviderStory) {
  await withTenant(story.id, async (tenant) => {
    await tenant.query('DELETE FROM invoices WHERE organization_id = $1', [story.id])
    await tenant.query(
      `UPDATE subscriptions SET terms = NULL, packs = '{}', cancels_at_period_end = false WHERE organization_id = $1`,
      [story.id]
    )
  })
}

function permutations<Item>(items: Item[]): Item[][] {
  if (items.length <= 1) {
    return [items]
  }
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [
      item,
      ...rest,
    ])
  )
}
