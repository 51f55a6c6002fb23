import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#foundation'
import type { Http, Plugin } from '#kit'
import { admit } from '#reading/call/admission'
import { Budgets } from '#reading/call/budgets'
import type { CallPolicy, Progress } from '#reading/call/call_policy'
import { settlePoints, takePoints } from '#reading/call/points'
import { closeBudgets } from '#reading/call/refusals'
import {
  takeFrom,
  type PointsLimit,
  type RequestLimit,
  type SharedLimit,
} from '#reading/call/vendor_limits'
import { compileConnector } from '#reading/map/compile_connector'
import { JumpingClock } from '#tests/support/vendor_clock'
import { shopManifest } from '#tests/support/shop_manifest'

const NOW = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

/** A vendor of its own, whose budgets two connections share. */
function givenShop(http: Pick<Http, 'limits' | 'quota'>) {
  const manifest: Plugin = { ...shopManifest(), id: `acme/${newId()}` }
  Object.assign((manifest.connectors!.shop as { http: Http }).http, http)
  const connector = compileConnector(manifest, 'shop')
  const budgets = (connectionId: string) => new Budgets({ connector, connectionId, mode: 'live' })
  return { one: budgets('one'), other: budgets('other') }
}

const CALL = { accountId: undefined, endpoint: '/orders' }

/** Whether a call could be made now, by all budgets. */
async function isOpen(limits: SharedLimit[], now = after(1)) {
  const admissions = await Promise.all(
    limits.map((limit) =>
      'points' in limit ? takePoints(limit, now) : takeFrom(limit as RequestLimit, now)
    )
  )
  return admissions.every(({ admitted }) => admitted)
}

const refuse = (limits: SharedLimit[], connectionId: string, isApp = false) =>
  closeBudgets(limits, { connectionId, until: after(30), now: NOW, isApp })

const APP_LIMIT: Http['limits'] = [{ per: 'app', requests: 50, every: 'PT1S' }]

test.group('A refusal by the vendor', () => {
  test('stops whoever was refused, and the others once a second one is', async ({ assert }) => {
    const { one, other } = givenShop({ limits: APP_LIMIT })
    await refuse(one.of(CALL), 'one')
    await refuse(one.of(CALL), 'one')
    assert.deepEqual([await isOpen(one.of(CALL)), await isOpen(other.of(CALL))], [false, true])

    await refuse(other.of(CALL), 'other')
    const shared = other.of(CALL).filter(({ isShared }) => isShared)
    assert.isFalse(await isOpen(shared))
  })

  test('that says to mean the whole app stops all', async ({ assert }) => {
    const { one, other } = givenShop({ limits: APP_LIMIT })
    await refuse(one.of(CALL), 'one', true)
    assert.isFalse(await isOpen(other.of(CALL)))
  })
})

test.group('A quota that the vendor tells', () => {
  const answer = (left: number) => ({ status: 200, headers: { left: String(left) }, body: {} })
  const quota = { remaining: 'response.headers.left', resets: '"60"' } as const

  test('of the app rests first for whoever used it', async ({ assert }) => {
    const { one, other } = givenShop({ quota: [{ per: 'app', keep: 10, ...quota }] })
    await one.heed(answer(8), CALL, NOW)
    assert.deepEqual([await isOpen(one.of(CALL)), await isOpen(other.of(CALL))], [false, true])

    await other.heed(answer(4), CALL, NOW)
    assert.isFalse(await isOpen(other.of(CALL)))
  })

  test('of an endpoint leaves the others open', async ({ assert }) => {
    const { one } = givenShop({ quota: [{ per: 'connection', each: 'endpoint', ...quota }] })
    await one.heed(answer(0), CALL, NOW)
    const others = one.of({ ...CALL, endpoint: '/customers' })
    assert.deepEqual([await isOpen(one.of(CALL)), await isOpen(others)], [false, true])
  })
})

test.group('A limit in requests', () => {
  const limit = (requests: number) => ({ key: newId(), requests, everyMs: 1_000 })
  const at = (milliseconds: number) => after(milliseconds / 1_000)

  test('is not exceeded in any window, wherever the vendor lets it begin', async ({ assert }) => {
    const budget = limit(5)
    const admitted: number[] = []
    for (let moment = 0; moment < 5_000; moment += 70) {
      // Nothing is asked for at first, then more than fits: a count that begins anew lets twice as much out around its end.
      const asked = moment < 700 ? 0 : 3
      for (let request = 0; request < asked; request++) {
        const admission = await takeFrom(budget, at(moment))
        admitted.push(...(admission.admitted ? [moment] : []))
      }
    }
    const fullest = Math.max(
      ...admitted.map(
        (from) => admitted.filter((each) => each >= from && each < from + 1_000).length
      )
    )

    assert.equal(fullest, 5)
    assert.isAtLeast(admitted.length, 20)
  })

  test('says when the next request goes out, and lets it out then', async ({ assert }) => {
    const budget = limit(2)
    await takeFrom(budget, at(0))
    await takeFrom(budget, at(400))
    assert.deepEqual(await takeFrom(budget, at(500)), { admitted: false, waitMs: 500 })
    assert.deepEqual(await takeFrom(budget, at(1_000)), { admitted: true })
    assert.deepEqual(await takeFrom(budget, at(1_001)), { admitted: false, waitMs: 399 })
  })

  test('holds for workers that ask at the same moment', async ({ assert }) => {
    const budget = limit(7)
    const asked = await Promise.all(Array.from({ length: 20 }, () => takeFrom(budget, at(0))))
    assert.lengthOf(
      asked.filter(({ admitted }) => admitted),
      7
    )
  })

  test('counts a request that another one kept waiting when it goes out', async ({ assert }) => {
    const [first, second] = [
      { ...limit(5), everyMs: 10_000 },
      { ...limit(1), everyMs: 8_000 },
    ]
    await takeFrom(second, NOW)
    const clock = new JumpingClock(NOW)
    const limits = [first, second].map((each) => ({ ...each, isShared: false }))
    const policy = { title: 'Acme', circuit: newId(), limits, clock } as unknown as CallPolicy
    await admit(policy, { waits: 0, hasFailed: false } as Progress)
    const row = await db.from('vendor_limits').where('key', first.key).firstOrFail()

    assert.deepEqual(row.moments.map(Number), [NOW.getTime(), clock.now().getTime()])
    assert.equal(clock.now().getTime(), at(8_000).getTime())
  })

  test('does not outlast a clock that ran ahead', async ({ assert }) => {
    const budget = limit(1)
    await takeFrom(budget, at(3_600_000))
    assert.deepEqual(await takeFrom(budget, at(0)), { admitted: true })
  })

  test('keeps a bounded memory of a large number', async ({ assert }) => {
    const budget = { key: newId(), requests: 4_000, everyMs: 100_000 }
    for (let moment = 0; moment < 3_000; moment += 10) {
      await takeFrom(budget, at(moment))
    }
    const row = await db.from('vendor_limits').where('key', budget.key).firstOrFail()
    assert.isAtMost(row.moments.length, 4)
  })
})

test.group('A limit in points', () => {
  test('fills up again, and follows what the vendor says is left', async ({ assert }) => {
    const limit: PointsLimit = { key: newId(), points: 100, refill: 10, expects: 40 }
    const taken = [await takePoints(limit, NOW), await takePoints(limit, NOW)]
    const waits = await takePoints(limit, NOW)
    assert.deepEqual(
      [...taken, waits],
      [{ admitted: true }, { admitted: true }, { admitted: false, waitMs: 2_000 }]
    )
    assert.deepEqual(await takePoints(limit, after(2)), { admitted: true })
    await settlePoints(limit, { cost: 5, available: 90 }, after(2))
    assert.deepEqual(await takePoints(limit, after(2)), { admitted: true })
    await settlePoints(limit, { cost: 5, available: null }, after(2))
    assert.deepEqual(await takePoints(limit, after(2)), { admitted: true })
  })

  test('is read from GraphQL answers and shared by the workers of a connection', async ({
    assert,
  }) => {
    const { one } = givenShop({
      limits: [
        {
          ...{ per: 'connection', points: 100, refill: 10, expects: 40 },
          available: 'response.body.extensions.cost.throttleStatus.currentlyAvailable',
        },
      ],
    })
    const throttleStatus = { currentlyAvailable: 12 }
    assert.isTrue(await isOpen(one.of(CALL), NOW))
    const body = { extensions: { cost: { throttleStatus } } }
    await one.heed({ status: 200, headers: {}, body }, CALL, NOW)
    assert.isFalse(await isOpen(one.of(CALL), after(1)))
    assert.isTrue(await isOpen(one.of(CALL), after(4)))
  })
})
