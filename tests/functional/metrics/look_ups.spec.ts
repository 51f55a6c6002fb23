import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { runMetricQuery } from '#metrics'
import type Organization from '#organizations/models/organization'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

/** The plans of the statements that read cells for a question. */
async function plansOf(organization: Organization, breakdowns: string[]): Promise<string[]> {
  const plans: string[] = []
  await withTenant(organization.id, async (tenant) => {
    // Tables of a handful of rows are read whole, whatever the statement says; how many rows others left is chance.
    await tenant.query('SET LOCAL enable_seqscan = off')
    const query = async (text: string, values?: unknown[]) => {
      if (text.includes('AS bucket')) {
        const { rows } = await tenant.query(`EXPLAIN ${text}`, values)
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
      }
      return tenant.query(text, values)
    }
    const range = { from: '2026-05-01', to: '2026-05-31' }
    const watched = { ...tenant, query } as TenantTransaction
    const question = { metrics: ['clicks'], breakdowns, range }
    await runMetricQuery(watched, organization, question, DateTime.utc())
  })
  return plans
}

/** Statistics that know of many entities, and all of them of another organization. */
async function givenStatistics() {
  const facts = Array.from({ length: 2_000 }, (_, index) => ({
    day: '2026-05-01',
    entity: `Campaign ${index}`,
    numbers: [1, 2, 3],
  }))
  await givenRows(await givenOrganization(), { slots: ADS_SLOTS, facts })
  await db.connection('migrator').rawQuery('ANALYZE entities')
}

test.group('Names in an answer', () => {
  test('are looked up by their key, also for an organization without statistics', async ({
    assert,
  }) => {
    await givenStatistics()
    const organization = await givenOrganization()
    const above = { Boots: { campaign: 'Spring' } }
    const facts = [
      { day: '2026-05-01', entity: 'Boots', dimensions: { device: 'phone' }, numbers: [1, 2, 3] },
    ]
    await givenRows(organization, { slots: ADS_SLOTS, entityKind: 'ad_group', above, facts })

    const [plan] = await plansOf(organization, ['campaign', 'ad_group', 'device'])

    const keys = plan.match(/Index Cond: \(\(organization_id = [^)]+\) AND \(id = /g) ?? []
    assert.lengthOf(keys, 3)
    assert.notInclude(plan, 'Join Filter: (n.id')
  })
})
