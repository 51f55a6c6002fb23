import { test } from '@japa/runner'
import type Stripe from 'stripe'
import db from '@adonisjs/lucid/services/db'
import { ReceiveEvent } from '#billing/actions/receive_event'
import { ReconcileBilling } from '#billing/actions/reconcile_billing'
import { listGaps } from '#billing/payments/gaps'
import { stripe } from '#billing/provider/client'
import { mirrorAccountJob } from '#billing/jobs/provider_jobs'
import { withTenant } from '#foundation'
import {
  BEGIN,
  givenPaymentProvider,
  givenProviderStory,
  WEBHOOK_SECRET,
} from '#tests/support/billing_story'
import { newId } from '#foundation'

const PATH = '/stripe/webhooks'

/** An event as the provider would deliver it, with an id that no other test has. */
const delivered = (event: Stripe.Event) => ({ ...event, id: `evt_${newId()}` })

function sign(payload: string, secondsAgo = 0, secret = WEBHOOK_SECRET) {
  const timestamp = Math.floor(Date.now() / 1_000) - secondsAgo
  return stripe().webhooks.generateTestHeaderString({ payload, secret, timestamp })
}

async function post(payload: string, signature: string) {
  const response = await fetch(new URL(PATH, process.env.APP_URL), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body: payload,
  })
  return { status: response.status, body: (await response.json()) as { code?: string } }
}

const waitingMirrors = async (organizationId: string) => {
  const { rows } = await db.rawQuery(
    `SELECT count(*)::int AS count FROM pgboss.job WHERE name = ? AND data ->> 'organizationId' = ?
     AND state = 'created'`,
    [mirrorAccountJob.name, organizationId]
  )
  return rows[0].count as number
}

test.group('Events of the payment provider', (group) => {
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

  const lastEvent = () => delivered(provider.emulator.world.events.at(-1)!)

  test('are noted once and ask for one reading of the account', async ({ assert }) => {
    const story = await givenSubscriber()
    await db.rawQuery(`DELETE FROM pgboss.job WHERE data ->> 'organizationId' = ?`, [story.id])
    const payload = JSON.stringify(lastEvent())

    const answers = [await post(payload, sign(payload)), await post(payload, sign(payload))]

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200]
    )
    assert.equal(await waitingMirrors(story.id), 1)
  })

  test('that were forged, changed or caught and sent later are refused', async ({ assert }) => {
    await givenSubscriber()
    const payload = JSON.stringify(lastEvent())
    const tries = [
      await post(payload, sign(payload, 0, 'whsec_of_somebody_else')),
      await post(payload.replace('"livemode":false', '"livemode":true'), sign(payload)),
      await post(payload, sign(payload, 301)),
      await post(payload, ''),
    ]
    assert.deepEqual(
      tries.map(({ status, body }) => [status, body.code]),
      tries.map(() => [400, 'E_SIGNATURE'])
    )
  })

  test('of customers that are not ours are noted and do nothing', async ({ assert }) => {
    const event = { id: `evt_${newId()}`, type: 'invoice.paid', createdAt: new Date() }
    const outcome = await new ReceiveEvent().execute({ ...event, customerRef: 'cus_of_another' })
    assert.equal(outcome, 'new')
  })

  test('that arrive in mid-change, oldest last, leave the newest state', async ({ assert }) => {
    const story = await givenSubscriber()
    await story.choose('business')
    const readings = await Promise.all([story.mirror(), story.mirror(), story.mirror()])
    const { terms } = await story.subscription()

    assert.include(readings, 'applied')
    assert.equal(terms?.plan, 'business')
  })

  test('that never came are found when the accounts are reconciled', async ({ assert }) => {
    const story = await givenSubscriber()
    const { subscriptionRef } = await story.subscription()
    story.emulator.world.subscriptions.get(subscriptionRef!)!.cancelAtPeriodEnd = true
    story.now = BEGIN.plus({ days: 40 })
    story.emulator.advanceTo(story.now.toJSDate())

    await new ReconcileBilling().reconcile(story.id, story.now)

    const { terms, collector } = await story.subscription()
    assert.deepEqual([terms, collector], [null, 'nobody'])
  })

  test('reconciling says what does not agree, and forgets it once it does', async ({ assert }) => {
    const story = await givenSubscriber()
    await story.change({ capCents: 100_000 })
    await story.use('records', 6_000_000)
    await story.wait({ hours: 2 })
    const [event] = story.emulator.world.meterEvents
    event.value -= 10
    const before = await new ReconcileBilling().reconcile(story.id, story.now)
    event.value += 10
    const after = await new ReconcileBilling().reconcile(story.id, story.now)

    assert.match(before[0].message, /1000000 extra synced records here and 999990 at the payment/)
    assert.deepEqual(after, [])
    assert.deepEqual(await withTenant(story.id, listGaps), [])
  })
})
