import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { ReceiveEvent } from '#billing/actions/receive_event'
import { RenewSubscription } from '#billing/actions/renew_subscription'
import { ReportUsage } from '#billing/actions/report_usage'
import { mirrorAccountJob } from '#billing/jobs/provider_jobs'
import { settleAgain } from '#billing/payments/payment_requests'
import { withTenant } from '#foundation'
import { givenUsage } from '#tests/support/billing'
import {
  givenLedgerStory,
  givenPaymentProvider,
  givenProviderStory,
  type BillingStory,
} from '#tests/support/billing_story'
import { killedAt, watchSteps } from '#tests/support/kill_points'

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

/** What the jobs do that were planned before the calls: each call that has no answer is made again. */
async function settlePlanned({ id }: BillingStory) {
  const { rows } = await withTenant(id, (tenant) =>
    tenant.query<{ key: string }>(
      `SELECT key FROM payment_requests WHERE organization_id = $1 AND state = 'planned'`,
      [id]
    )
  )
  for (const { key } of rows) {
    await settleAgain({ organizationId: id, key }, DateTime.utc())
  }
}

/** Extra usage on all invoices of the ledger here. */
async function billedExtra(story: BillingStory) {
  const invoices = await story.invoices()
  const lines = invoices.flatMap(({ lines: all }) => all)
  return sum(lines.filter(({ kind }) => kind === 'extra').map(({ quantity }) => quantity))
}

test.group('Billing that is killed', (group) => {
  let provider: Awaited<ReturnType<typeof givenPaymentProvider>>
  const points = new Set<string>()

  group.each.setup(async () => {
    provider = await givenPaymentProvider()
    const stopWatching = watchSteps()
    return async () => {
      stopWatching()
      await provider.stop()
    }
  })

  /** Kills the work of each round some steps later, until a round is done before it can be killed. */
  async function everyStep(
    scene: { name: string; stride?: number },
    round: (number: number) => Promise<{ work: () => Promise<unknown>; check: () => Promise<void> }>
  ) {
    for (let number = 1; ; number++) {
      const { work, check } = await round(number)
      const step = 1 + (number - 1) * (scene.stride ?? 1)
      const name = await killedAt(provider.emulator, step, work)
      await check()
      if (!name) {
        return
      }
      points.add(`${scene.name}, step ${step}: ${name}`)
    }
  }

  test('between usage and invoice counts everything once', async ({ assert }) => {
    const story = await givenProviderStory(provider.emulator)
    const { world } = provider.emulator
    await story.choose('team')
    await story.change({ capCents: 1_000_000 })
    await story.use('records', 5_000_000)
    let used = 0
    await everyStep({ name: 'usage' }, async (number) => {
      const at = story.now
      story.now = at.plus({ hours: 1 })
      provider.emulator.advanceTo(story.now.toJSDate())
      used += 1_000 + number
      const cause = { eventId: `cause ${number}`, quantity: 1_000 + number, at }
      const work = async () => {
        await givenUsage(story.organization, cause)
        await new ReportUsage().execute(story.id, story.now)
      }
      const check = async () => {
        await settlePlanned(story)
        await work()
        assert.equal(sum(world.meterEvents.map(({ value }) => value)), used, `round ${number}`)
      }
      return { work, check }
    })
    await story.wait({ months: 1, hours: 2 })
    assert.equal(await billedExtra(story), used)
  }).timeout(120_000)

  test('between event and reading loses no event', async ({ assert }) => {
    const story = await givenProviderStory(provider.emulator)
    await story.choose('team')
    const { subscriptionRef, customerRef } = await story.subscription()
    const subscription = provider.emulator.world.subscriptions.get(subscriptionRef!)!
    await everyStep({ name: 'event' }, async (number) => {
      await db.rawQuery(`DELETE FROM pgboss.job WHERE data ->> 'organizationId' = ?`, [story.id])
      subscription.cancelAtPeriodEnd = number % 2 === 1
      const event = { id: `evt_${story.id}_${number}`, type: 'customer.subscription.updated' }
      const work = async () => {
        await new ReceiveEvent().execute({ ...event, customerRef, createdAt: new Date() })
        await story.mirror()
      }
      const check = async () => {
        await new ReceiveEvent().execute({ ...event, customerRef, createdAt: new Date() })
        const { rows } = await db.rawQuery(
          `SELECT 1 FROM pgboss.job WHERE name = ? AND data ->> 'organizationId' = ? AND state = 'created'`,
          [mirrorAccountJob.name, story.id]
        )
        await story.mirror()
        const { cancelsAtPeriodEnd } = await story.subscription()
        assert.deepEqual(
          [rows.length, cancelsAtPeriodEnd],
          [1, subscription.cancelAtPeriodEnd],
          `round ${number}`
        )
      }
      return { work, check }
    })
  }).timeout(120_000)

  test('in a change of plan charges each change once', async ({ assert }) => {
    const story = await givenProviderStory(provider.emulator)
    await story.choose('team')
    await everyStep({ name: 'change', stride: 3 }, async (number) => {
      story.now = story.now.plus({ minutes: 1 })
      const work = () => story.choose('team', { seats: number })
      const check = async () => {
        await settlePlanned(story)
        await work()
        const { packs } = await story.subscription()
        const { length } = await story.invoices()
        const issued = provider.emulator.world.invoices.size
        assert.deepEqual([packs, length, issued], [{ seats: number }, number + 1, number + 1])
      }
      return { work, check }
    })
  }).timeout(120_000)

  test('in a renewal issues one invoice for each month', async ({ assert }) => {
    const story = await givenLedgerStory()
    await story.choose('team')
    await story.change({ capCents: 1_000_000 })
    await everyStep({ name: 'renewal' }, async (number) => {
      await story.use('records', 5_000_000 + number)
      const { periodEnd } = await story.subscription()
      story.now = periodEnd.plus({ minutes: 2 })
      const work = () =>
        withTenant(story.id, (tenant) => new RenewSubscription().execute(tenant, story.now))
      const check = async () => {
        await work()
        const { length } = await story.invoices()
        const extra = (number * (number + 1)) / 2
        assert.deepEqual([length, await billedExtra(story)], [number + 1, extra])
      }
      return { work, check }
    })
  }).timeout(120_000)

  test('was killed at fifty points and more', ({ assert }) => {
    assert.isAtLeast(points.size, 50, [...points].join('\n'))
  })
})
