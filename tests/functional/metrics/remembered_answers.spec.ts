import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { runMetricQuery, type MetricQuery } from '#metrics'
import { saveExchangeRates } from '#warehouse'
import type Organization from '#organizations/models/organization'
import { ask, NOW, plainTotals } from '#tests/support/metric_questions'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

const MAY = { from: '2026-05-01', to: '2026-05-31' }
const QUESTION: MetricQuery = { metrics: ['spend', 'cpc'], breakdowns: ['campaign'], range: MAY }

async function givenSpend(amount: number, connection?: { id: string }) {
  const organization = await givenOrganization()
  const facts = [{ day: '2026-05-04', entity: 'Spring', numbers: [amount, 1, 100] }]
  return {
    organization,
    source: await givenRows(organization, { slots: ADS_SLOTS, facts, connection }),
  }
}

/** Asks as a page does, and counts the statements that it takes. */
async function watched(organization: Organization, question: MetricQuery, now = NOW) {
  let statements = 0
  const watch = (tenant: TenantTransaction) => {
    const query = (text: string, values?: unknown[]) => {
      statements++
      return tenant.query(text, values)
    }
    return runMetricQuery({ ...tenant, query } as TenantTransaction, organization, question, now)
  }
  const result = await withTenant(organization.id, watch, { readOnly: true })
  return { result, statements }
}

test.group('Remembered answers', () => {
  test('the same question takes no statement until the data changes', async ({ assert }) => {
    const { organization, source } = await givenSpend(10)
    const first = await watched(organization, QUESTION)
    const second = await watched(organization, QUESTION)
    const narrower = await watched(organization, { ...QUESTION, metrics: ['clicks'] })
    await givenRows(organization, {
      connection: source,
      slots: ADS_SLOTS,
      facts: [{ day: '2026-05-04', entity: 'Spring', numbers: [12, 1, 100] }],
      writtenAt: '2026-06-02T06:00:00Z',
    })
    const restated = await watched(organization, QUESTION)

    assert.isAbove(first.statements, 3)
    assert.equal(second.statements, 0)
    assert.deepEqual(second.result, first.result)
    assert.isBelow(narrower.statements, first.statements)
    assert.deepEqual(plainTotals(restated.result), { spend: 12, cpc: 12 })
  })

  test('whatever else an answer depends on is another question', async ({ assert }) => {
    const { organization } = await givenSpend(10)
    const others: Partial<MetricQuery>[] = [
      { filters: [{ dimension: 'campaign', operator: 'equals', values: ['Winter'] }] },
      { range: { from: '2026-05-05', to: '2026-05-31' } },
      { comparison: 'previous_period' },
      { currency: 'EUR' },
      { grain: 'day' },
      { asOf: '2026-05-01' },
      { timeZone: 'Asia/Tokyo' },
      { limit: 1 },
      { metrics: ['twofold'], formulas: { twofold: 'spend * 2' } },
      { metrics: ['twofold'], formulas: { twofold: 'spend * 3' } },
    ]
    await watched(organization, QUESTION)
    for (const other of others) {
      const { statements } = await watched(organization, { ...QUESTION, ...other })
      assert.isAbove(statements, 0, JSON.stringify(other))
    }
  })

  test('a new exchange rate, another name and another day are seen at once', async ({ assert }) => {
    const { organization, source } = await givenSpend(10)
    const inDollars = () => ask(organization, { metrics: ['spend'], currency: 'USD' })
    await assert.rejects(inDollars, /exchange rate/)
    await withTenant(organization.id, async (tenant) => {
      const rates = [{ day: '2026-05-04', currency: 'USD', perEuro: 2 }]
      await saveExchangeRates(tenant, { source: 'test', rates })
    })
    assert.deepEqual(plainTotals(await inDollars()), { spend: 20 })

    await withTenant(organization.id, (tenant) =>
      tenant.query(`UPDATE connections SET name = 'Renamed' WHERE id = $1`, [source.id])
    )
    const { provenance } = await ask(organization, { metrics: ['spend'] })
    assert.equal(provenance.spend.streams[0].connection, 'Renamed')

    const thisMonth = { metrics: ['spend'], range: { preset: 'this_month' as const } }
    const inMay = await ask(organization, thisMonth, DateTime.fromISO('2026-05-31T12:00:00Z'))
    const inJune = await ask(organization, thisMonth, DateTime.fromISO('2026-06-01T12:00:00Z'))
    assert.deepEqual([inMay.range.from, inJune.range.from], ['2026-05-01', '2026-06-01'])
  })
})
