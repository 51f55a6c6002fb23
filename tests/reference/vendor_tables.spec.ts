import { test } from '@japa/runner'
import { readFileSync } from 'node:fs'
import type { MetricValue } from '#metrics/types'
import { givenMappedSource } from '#tests/support/mapped_source'
import {
  referencePath,
  sumOf,
  tableRows,
  unixOf,
  type TableRow,
} from '#tests/support/reference_tables'

const account = {
  id: '2121450128',
  name: 'Reference account',
  currency: 'USD',
  timeZone: 'Etc/UTC',
  attributes: {},
}
const range = { preset: 'all_time' } as const

/** A row of the campaign table as `googleAds:search` would have sent it. */
const searchRow = (row: TableRow) => ({
  campaign: { id: row.id, name: `Campaign ${row.id}`, status: 'ENABLED' },
  segments: { date: row.date, device: row.device, adNetworkType: row.ad_network_type },
  metrics: {
    costMicros: row.cost_micros,
    impressions: row.impressions,
    clicks: row.clicks,
    conversions: Number(row.conversions),
    conversionsValue: Number(row.conversions_value),
    viewThroughConversions: row.view_through_conversions,
  },
})

const charge = (row: TableRow) => ({
  id: row.id,
  object: 'charge',
  amount: Number(row.amount),
  amount_captured: row.captured === 'TRUE' ? Number(row.amount) : 0,
  currency: row.currency,
  created: unixOf(row.created),
  status: row.status,
  customer: row.customer_id,
  disputed: false,
  failure_code: row.failure_code || null,
  payment_method_details: { type: 'card' },
})

const refund = (row: TableRow) => ({
  id: row.id,
  object: 'refund',
  amount: Number(row.amount),
  currency: row.currency,
  created: unixOf(row.created),
  status: row.status,
  charge: row.charge_id,
  reason: row.reason,
})

const balanceTransaction = (row: TableRow) => ({
  id: row.id,
  object: 'balance_transaction',
  amount: Number(row.amount),
  fee: Number(row.fee),
  net: Number(row.net),
  currency: row.currency,
  created: unixOf(row.created),
  type: row.type,
  reporting_category: row.type,
})

const values = (totals: Record<string, MetricValue>) =>
  Object.fromEntries(
    Object.entries(totals).map(([id, total]) => [
      id,
      total.status === 'available' ? total.value : total.reason,
    ])
  )

test.group('Known totals of vendor tables', () => {
  test('the advertising table adds up to its published totals', async ({ assert }) => {
    const published = JSON.parse(
      readFileSync(
        referencePath('vendors/_tables/dbt_ad_reporting/_reference_totals_dev.json'),
        'utf8'
      )
    ).platforms.google_ads
    const rows = tableRows('vendors/_tables/dbt_ad_reporting', published.file)

    const { ask, rejected } = await givenMappedSource({
      plugin: 'google/ads',
      connector: 'ads',
      account,
      records: { campaign_performance: rows.map(searchRow) },
    })
    const metrics = ['spend', 'impressions', 'clicks', 'cpc']
    const { totals } = await ask({ metrics, range, currency: 'USD' })

    assert.deepEqual(rejected, [])
    const { spend, impressions, clicks } = published
    const { cpc, ...sums } = values(totals)
    assert.deepEqual(sums, { spend, impressions, clicks })
    assert.deepEqual([spend, impressions, clicks], [231.33, 1854, 280])
    assert.closeTo(Number(cpc), 231.33 / 280, 5e-7)
  })

  test('every campaign of the table keeps its own total', async ({ assert }) => {
    const rows = tableRows('vendors/_tables/dbt_ad_reporting', 'google_ads_campaign_stats_data.csv')
    const { ask } = await givenMappedSource({
      plugin: 'google/ads',
      connector: 'ads',
      account,
      records: { campaign_performance: rows.map(searchRow) },
    })

    const { series } = await ask({ metrics: ['clicks'], breakdowns: ['campaign'], range })

    const found = series.map((one) => [one.breakdown.campaign, values(one.totals).clicks]).sort()
    const ids = [...new Set(rows.map(({ id }) => id))]
    const expected = ids.map((id) => [
      `Campaign ${id}`,
      Number(
        sumOf(
          rows.filter((row) => row.id === id),
          'clicks'
        )
      ),
    ])
    assert.deepEqual(found, expected.sort())
  })

  test('payments, refunds and fees of the payment tables add up to the cent', async ({
    assert,
  }) => {
    const folder = 'vendors/_tables/dbt_stripe'
    const charges = tableRows(folder, 'charge_data.csv')
    const refunds = tableRows(folder, 'refund_data.csv')
    const balance = tableRows(folder, 'balance_transaction_data.csv')
    const { ask, rejected } = await givenMappedSource({
      plugin: 'stripe/payments',
      connector: 'payments',
      account,
      records: {
        charges: charges.map(charge),
        refunds: refunds.map(refund),
        balance_transactions: balance.map(balanceTransaction),
      },
    })

    const metrics = ['payments', 'payment_volume', 'failed_payments', 'refunds', 'fees']
    const { totals } = await ask({ metrics, range, currency: 'USD' })

    assert.deepEqual(rejected, [])
    const succeeded = charges.filter(({ status }) => status === 'succeeded')
    const captured = succeeded.filter((row) => row.captured === 'TRUE')
    const earned = balance.filter(({ type }) => !type.startsWith('payout'))
    assert.deepEqual(values(totals), {
      payments: succeeded.length,
      payment_volume: Number(sumOf(captured, 'amount')) / 100,
      failed_payments: charges.filter(({ status }) => status === 'failed').length,
      refunds: Number(sumOf(refunds, 'amount')) / 100,
      fees: Number(sumOf(earned, 'fee')) / 100,
    })
  })
})
