import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import type { RunningEmulator } from '#sandbox'
import { emulatedSource } from '#tests/support/emulated_sources'
import { givenEmulator } from '#tests/support/sandbox_sources'

const daysAgo = (days: number) =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** What is stored of a stream's first number, per day and currency. */
async function storedOf(organization: Organization, stream: string) {
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query<{ day: string; currency: string; total: number }>(
      `SELECT f.day::text AS day, f.currency, sum(f.m00)::float8 AS total
       FROM source_streams s JOIN facts f ON f.organization_id = s.organization_id AND f.stream_id = s.id
       WHERE s.organization_id = $1 AND s.name = $2 GROUP BY f.day, f.currency`,
      [organization.id, stream]
    )
  )
  return new Map(rows.map(({ day, currency, total }) => [`${day} ${currency}`, total]))
}

async function reconciliationsOf(organization: Organization) {
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query<{ metric: string; status: string }>(
      `SELECT metric, status FROM reconciliations
       WHERE organization_id = $1 AND status <> 'unavailable'`,
      [organization.id]
    )
  )
  return rows
}

test.group('Reading the sample through the real engine', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator({ now: () => new Date() })
    return () => emulator.stop()
  })

  test('two months of ads land as the business had them, and agree with the vendor', async ({
    assert,
  }) => {
    const from = daysAgo(60)
    const source = await emulatedSource('googleAds', { now: new Date(), backfillFrom: from })
    const { organization } = source

    const run = await source.sync()

    const truth = new Map<string, number>()
    for (const { id, currency } of emulator.emulator.business.adAccounts) {
      for (const row of emulator.emulator.business.reportAds(id, new Date())) {
        if (row.day >= from) {
          const key = `${row.day} ${currency}`
          truth.set(key, (truth.get(key) ?? 0) + row.costMicros)
        }
      }
    }
    const checks = await reconciliationsOf(organization)
    assert.containSubset(run, { status: 'succeeded', error_code: null, records_rejected: '0' })
    assert.deepEqual(await storedOf(organization, 'campaign_performance'), truth)
    assert.isNotEmpty(checks)
    assert.isTrue(checks.every(({ status }) => status === 'matched'))
  })

  test('a month of payments lands as the shop’s orders, in three currencies', async ({
    assert,
  }) => {
    const source = await emulatedSource('stripe', { now: new Date(), backfillFrom: daysAgo(30) })
    const { organization } = source

    const run = await source.sync()

    const stored = await storedOf(organization, 'charges')
    const currencies = new Set([...stored.keys()].map((key) => key.slice(-3)))
    const checks = await reconciliationsOf(organization)
    assert.containSubset(run, { status: 'succeeded', error_code: null, records_rejected: '0' })
    assert.sameMembers([...currencies], ['EUR', 'USD', 'JPY'])
    assert.isNotEmpty(checks)
    assert.isTrue(checks.every(({ status }) => status === 'matched'))
  })
})
