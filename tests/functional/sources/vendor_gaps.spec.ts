import { test } from '@japa/runner'
import type { Fault } from '#sandbox/emulator/faults'
import {
  eachVendor,
  givenFaultyVendors,
  type FaultyVendors,
  type Vendor,
} from '#tests/support/faulty_vendors'

/** Longer than Stripe keeps its list of changes, which would bring what its other lists left out. */
const DAYS = { now: new Date('2026-11-20T09:00:00Z'), backfillFrom: '2026-10-14' }
const WHOLE = { from: DAYS.backfillFrom, to: '2026-11-20' }

const AMOUNT = {
  googleAds: { field: 'metrics.costMicros', metric: 'spend' },
  stripe: { field: 'amount_captured', metric: 'payment_volume' },
}
/** A list of each vendor that it gives no totals of. */
const UNVERIFIED: Record<Vendor, Partial<Fault>> = {
  googleAds: { body: 'FROM ad_group_ad WHERE' },
  stripe: { path: '/v1/refunds' },
}

/** Each strikes days that are over and that no other list tells about. */
const LYING: Fault[] = [
  { kind: 'short_page' },
  { kind: 'empty_page' },
  { kind: 'wrong_types', after: 9 },
]

test.group('A vendor that leaves something out', (group) => {
  let vendors: FaultyVendors
  group.setup(async () => {
    vendors = await givenFaultyVendors(DAYS)
    return () => vendors.emulator.stop()
  })

  test('{title}, {kind}: never a success, what is right stays, and a backfill mends it')
    .with(eachVendor(LYING))
    .run(async ({ assert }, { vendor, kind, after }) => {
      const fault = { kind, after, field: AMOUNT[vendor].field }
      const source = await vendors.givenSource(vendor, fault)

      const run = await source.sync()
      const landed = await source.facts()
      source.mend()
      const backfill = await source.sync(WHOLE)

      assert.deepInclude(run, { status: 'partial', error_code: 'E_RECONCILIATION_GAP' })
      assert.match(run.error_message!, /we hold less than the vendor reports: \d+\.\d\d % matches/)
      assert.includeMembers(vendors.truthOf(vendor), landed)
      assert.deepInclude(backfill, { status: 'succeeded', error_message: null })
      assert.deepEqual(await source.facts(), vendors.truthOf(vendor))
    })

  test('{title} sends values of another kind: each is set aside with the reason')
    .with(eachVendor([{ kind: 'wrong_types' as const }]))
    .run(async ({ assert }, { vendor, kind }) => {
      const { field, metric } = AMOUNT[vendor]
      const source = await vendors.givenSource(vendor, { kind, field })

      const run = await source.sync()

      const kept = await source.read(
        'SELECT code, reason, count(*)::text AS records FROM rejected_records GROUP BY code, reason'
      )
      const reason = `${metric}: {"unexpected":"not a value of this type"} is not a number.`
      assert.deepEqual(kept, [{ code: 'E_WRONG_TYPE', reason, records: run.records_rejected }])
    })

  test('{title} has nothing at all any more, not even in its totals: what landed stays')
    .with(eachVendor([{ kind: 'empty_page' as const, times: 500 }]))
    .run(async ({ assert }, { vendor, ...fault }) => {
      const source = await vendors.givenSource(vendor)
      await source.sync()
      source.plant({ ...fault, path: undefined, body: undefined })

      const run = await source.sync()

      assert.deepInclude(run, { status: 'partial', error_code: 'E_EMPTY_WINDOW' })
      assert.deepEqual(await source.facts(), vendors.truthOf(vendor))
    })

  test('{title} forgets days that it sent before: they stay, and the run says so')
    .with(eachVendor([{ kind: 'empty_page' as const, times: 500 }]))
    .run(async ({ assert }, { vendor, ...fault }) => {
      const source = await vendors.givenSource(vendor)
      await source.sync()
      source.plant({ ...fault, ...UNVERIFIED[vendor] })

      const run = await source.sync()

      assert.deepInclude(run, { status: 'partial', error_code: 'E_EMPTY_WINDOW' })
      assert.match(run.error_message!, /came back empty although \d+ rows of the same days arrived/)
      assert.deepEqual(await source.facts(), vendors.truthOf(vendor))
    })
})
