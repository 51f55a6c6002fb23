import { test } from '@japa/runner'
import type { VendorSandbox } from '#kit'
import { loadVendorSandboxes } from '#sandbox'
import { emulatedSource } from '#tests/support/emulated_sources'
import { givenEmulator } from '#tests/support/sandbox_sources'

const DAYS = { now: new Date('2026-11-20T09:00:00Z'), backfillFrom: '2026-11-12' }
const VANISHED = '2026-11-15'

/** The ad platform, which can lose everything of one account on one day. */
class ForgetfulVendor {
  forgets = ''

  async sandbox(): Promise<VendorSandbox> {
    const vendors = await loadVendorSandboxes()
    const vendor = vendors.find(({ plugin }) => plugin === 'google/ads')!
    return {
      ...vendor,
      reply: (request, world) => {
        const { business } = world
        const reportAds: typeof business.reportAds = (account, now) =>
          business
            .reportAds(account, now)
            .filter(({ day }) => account !== this.forgets || day !== VANISHED)
        return vendor.reply(request, { ...world, business: { ...business, reportAds } })
      },
    }
  }
}

test.group('A day that the ad platform no longer has', (group) => {
  const vendor = new ForgetfulVendor()
  group.setup(async () => {
    const emulator = await givenEmulator({ now: DAYS.now, vendors: [await vendor.sandbox()] })
    return () => emulator.stop()
  })
  group.each.setup(() => () => {
    vendor.forgets = ''
  })

  /** Rows of campaigns, the stream that the platform gives totals of. */
  const campaignsOf = async (source: Awaited<ReturnType<typeof emulatedSource>>) => {
    const facts = await source.facts()
    return facts.filter((fact) => fact.startsWith('["campaign_performance"'))
  }

  test('leaves the campaigns as they would be read today, and the history as it was', async ({
    assert,
  }) => {
    const source = await emulatedSource('googleAds', DAYS)
    await source.sync()
    const before = await campaignsOf(source)
    vendor.forgets = '4115550101'
    const fresh = await emulatedSource('googleAds', DAYS)
    await fresh.sync()

    const run = await source.sync()

    assert.deepInclude(run, { status: 'succeeded', error_message: null })
    const after = await campaignsOf(source)
    assert.deepEqual(after, await campaignsOf(fresh))
    const [{ removed }] = await source.read<{ removed: number }>(
      "SELECT count(*)::int AS removed FROM fact_revisions WHERE kind = 'removed' AND day = $1",
      [VANISHED]
    )
    assert.equal(removed, before.length - after.length)
    assert.isAbove(removed, 0)
  })

  test('comes back with all its numbers', async ({ assert }) => {
    const source = await emulatedSource('googleAds', DAYS)
    await source.sync()
    const before = await campaignsOf(source)
    vendor.forgets = '4115550101'
    await source.sync()
    vendor.forgets = ''

    const run = await source.sync()

    assert.equal(run.status, 'succeeded')
    assert.deepEqual(await campaignsOf(source), before)
  })
})
