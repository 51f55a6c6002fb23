import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { ask, importPath, totalOf } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'
import { referencePath } from '#tests/support/reference_tables'

test.group('Awkward files', () => {
  test('CR-only line ends: air passengers', async ({ assert }) => {
    const organization = await givenOrganization()
    const path = referencePath('datasets', 'forecasting', 'prophet', 'example_air_passengers.csv')

    const { outcome } = await importPath(organization, path, { source: 'air' })

    assert.containsSubset(outcome, { read: 144, written: 144, rejected: 0 })
    assert.equal(await totalOf(organization, 'air:y'), 40_363)
  })

  test('Windows-1252: text messages without a day or a number are counted on a fixed day', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const path = referencePath('datasets', 'text', 'sms_spam.csv')
    const request = { fixedDay: '2026-01-01', countsRows: true }

    const { found, outcome } = await importPath(organization, path, { source: 'sms', request })

    assert.equal(found.format.encoding, 'windows-1252')
    assert.containsSubset(outcome, { read: 5_572, written: 5_572, rejected: 0 })
    const { series } = await ask(organization, {
      metrics: ['sms:row_count'],
      breakdowns: ['sms:label'],
    })
    const counts = series.map(({ breakdown, totals }) => [
      breakdown['sms:label'],
      totals['sms:row_count'].status === 'available' && totals['sms:row_count'].value,
    ])
    assert.sameDeepMembers(counts, [
      ['ham', 4_825],
      ['spam', 747],
    ])
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query<{ found: number }>(
        `SELECT count(*)::int AS found FROM breakdowns
         WHERE organization_id = $1 AND dimensions ->> 'sms:text' LIKE '%å£1.50 to rcv%'`,
        [organization.id]
      )
    )
    assert.isAbove(rows[0].found, 0)
  })
})
