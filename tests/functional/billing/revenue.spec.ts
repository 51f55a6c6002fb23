import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { countRevenue } from '#billing/revenue/count_revenue'
import { FIGURES, type Figures } from '#billing/revenue/figures'
import { withTenant } from '#foundation'
import { setOperator } from '#identity/operators'
import { feedRevenue } from '#operations/actions/feed_revenue'
import RunImport from '#imports/actions/run_import'
import Import from '#imports/models/import'
import { BEGIN, givenLedgerStory, type BillingStory } from '#tests/support/billing_story'
import { ask, takeFromQueue, takenUp } from '#tests/support/imports'
import { givenMember, givenOrganization, givenUser } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const DAY = BEGIN.startOf('day') as DateTime<true>
const dayAfter = (days: number) => DAY.plus({ days }) as DateTime<true>

/** Sums of one day over all plans. */
async function figuresOf(day: DateTime<true>): Promise<Figures> {
  const rows = await db.from('revenue_days').where({ day: day.toISODate(), currency: 'USD' })
  const sum = (name: keyof Figures) =>
    rows.reduce((total, { figures }) => total + ((figures[name] as number) ?? 0), 0)
  return Object.fromEntries(FIGURES.map((name) => [name, sum(name)])) as Figures
}

const money = ({ recurringCents, newCents, reactivatedCents, ...rest }: Figures) => ({
  recurring: recurringCents,
  moved:
    newCents + reactivatedCents + rest.expandedCents - rest.contractedCents - rest.churnedCents,
})

/** An installation with these organizations and no others. */
const count = (stories: BillingStory[], day: DateTime<true>) =>
  countRevenue(day, async (_what, work) => {
    for (const { id } of stories) {
      await work(id)
    }
    return { done: stories.length, failed: 0 }
  })

/** Each at the end of the day, and the installation counted then. */
async function until(stories: BillingStory[], days: number): Promise<Figures> {
  const end = dayAfter(days).endOf('day')
  for (const story of stories) {
    await story.wait({ seconds: Math.floor(end.diff(story.now).as('seconds')) })
  }
  await count(stories, dayAfter(days))
  return figuresOf(dayAfter(days))
}

test.group('Revenue of the installation', (group) => {
  group.each.setup(() => async () => {
    await db.from('revenue_days').delete()
  })

  test('is the day before plus what moved, for a story with every movement', async ({ assert }) => {
    const [first, second, third] = await Promise.all([
      givenLedgerStory(),
      givenLedgerStory(),
      givenLedgerStory({ trial: true }),
    ])
    const all = [first, second, third]
    const days = [await until(all, 0)]
    await first.choose('team')
    await second.choose('business')
    await third.choose('team')
    days.push(await until(all, 1))
    await first.choose('business', { seats: 2 })
    await second.rest('cancellation')
    days.push(await until(all, 3), await until(all, 15), await until(all, 45))
    await second.choose('team')
    days.push(await until(all, 46))

    const steps = days.map(money)
    assert.deepEqual(
      steps.map(({ recurring }) => recurring),
      [0, 24_800, 42_200, 47_100, 27_200, 32_100]
    )
    steps.slice(1).forEach(({ recurring, moved }, index) => {
      assert.equal(recurring, steps[index].recurring + moved, `step ${index}`)
    })
    assert.containsSubset(days[1], { newCents: 24_800, started: 2 })
    assert.containsSubset(days[2], { expandedCents: 17_400, started: 0 })
    assert.containsSubset(days[3], { newCents: 4_900, trialsEnded: 1, trialsConverted: 1 })
    assert.containsSubset(days[4], { churnedCents: 19_900, ended: 1 })
    assert.containsSubset(days[5], { reactivatedCents: 4_900, newCents: 0, started: 1 })
  })

  test('counts a day twice alike, and a deleted organization as churn', async ({ assert }) => {
    const [stays, goes] = [await givenLedgerStory(), await givenLedgerStory()]
    await stays.choose('business')
    await goes.choose('team')
    const once = await until([stays, goes], 1)
    await count([stays, goes], dayAfter(1))
    assert.deepEqual(await figuresOf(dayAfter(1)), once)
    assert.include(once, { recurringCents: 24_800, subscriptions: 2 })

    assert.include(await until([stays], 2), {
      ...{ recurringCents: 19_900, newCents: 0, churnedCents: 4_900, ended: 1 },
    })
  })

  test('becomes a source of an organization whose importer asked for it', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const operator = await givenMember(organization, 'analyst')
    await setOperator(operator.email, true)
    const as = await signIn(operator)
    const story = await givenLedgerStory()
    await story.choose('team')
    await until([story], 1)
    await as(client.post('/operations/billing/feeds').form({ organizationId: organization.id }))
    const [feed] = await db.from('revenue_feeds').where('organization_id', organization.id)

    assert.equal(await feedRevenue(feed), 'sent')
    const found = await withTenant(organization.id, () => Import.of(organization).firstOrFail())
    await takeFromQueue(found)
    await new RunImport().execute(takenUp(found))

    const [from, to] = [DAY.toISODate(), dayAfter(1).toISODate()]
    const answer = await ask(organization, {
      metrics: ['recurring_revenue', 'new_subscriptions'],
      range: { from, to },
      currency: 'USD',
    })
    assert.containsSubset(answer.totals, {
      recurring_revenue: { value: 49 },
      new_subscriptions: { value: 1 },
    })
    const [after] = await db.from('revenue_feeds').where('organization_id', organization.id)
    assert.equal(await feedRevenue({ ...after, sent_until: to }), 'nothing new')
  })

  test('cannot be sent into an organization of others', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const operator = await givenUser()
    await setOperator(operator.email, true)
    const as = await signIn(operator)

    const form = { organizationId: organization.id }
    const response = await as(client.post('/operations/billing/feeds').form(form))

    response.assertStatus(404)
    assert.isEmpty(await db.from('revenue_feeds').where('organization_id', organization.id))
  })
})
