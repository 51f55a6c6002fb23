import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import type Import from '#imports/models/import'
import { sheetRow, workbook } from '#tests/support/files'
import { ask, importText, totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const SHARES = workbook({
  sheets: {
    A: [
      sheetRow(1, ['day', 'ctr']),
      '<row r="2"><c s="1"><v>46023</v></c><c s="2"><v>0.05</v></c></row>',
      '<row r="3"><c s="1"><v>46024</v></c><c s="2"><v>0.075</v></c></row>',
    ].join(''),
  },
})

async function runOf({ organizationId, runId }: Import) {
  const { rows } = await withTenant(organizationId, (tenant) =>
    tenant.query('SELECT status, error_code, error_message FROM sync_runs WHERE id = $1', [runId])
  )
  return rows[0]
}

test.group('A file that would lose something', () => {
  test('keeps rows apart whose ids differ in the nineteenth digit', async ({ assert }) => {
    const organization = await givenOrganization()
    const ids = ['1234567890123456890', '1234567890123456891', '1234567890123456892']
    const lines = ids.map((id) => `{"id": ${id}, "day": "2026-01-01", "sales": 1}`)
    const keyed = { name: 'shop.ndjson', mode: 'upsert' as const, keys: ['id'] }

    const { outcome } = await importText(organization, lines.join('\n'), keyed)

    assert.containsSubset(outcome, { read: 3, written: 3, rejected: 0 })
  })

  test('says which fields came too late to be columns, and is a partial success', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const records = Array.from({ length: 1_100 }, (_, n) => ({
      ...{ day: '2026-01-01', sales: 1, place: 'x' },
      ...(n === 1_050 && { coupon: 'SPRING' }),
    }))

    const { found, notices } = await importText(organization, JSON.stringify(records), {
      name: 'shop.json',
    })

    assert.containsSubset(await runOf(found), {
      status: 'partial',
      error_code: 'E_COLUMNS_IGNORED',
    })
    assert.match(notices.join(), /Ignored column: coupon. One value, first in row 1052/)
    const as = await signIn(await givenMember(organization))
    const page = await as(client.get(`/o/${organization.slug}/imports/${found.id}`).withInertia())
    assert.deepEqual(page.inertiaProps.import.leftOut, notices)
  })

  test('sets aside the one row of a workbook whose day cannot be', async ({ assert }) => {
    const organization = await givenOrganization()
    const days = [44563, 44564, 44565, 9e9]
    const rows = days.map(
      (day, n) => `<row r="${n + 2}"><c s="1"><v>${day}</v></c><c><v>${n}.5</v></c></row>`
    )
    const content = workbook({ sheets: { A: sheetRow(1, ['day', 'sales']) + rows.join('') } })

    const { outcome } = await importText(organization, content, { name: 'shop.xlsx' })

    assert.containsSubset(outcome, { read: 4, written: 3, rejected: 1 })
  })
})

test.group('Percentages', () => {
  test('are never added up, from a {0}')
    .with([
      ['text', 'day,ctr\n2026-01-01,5%\n2026-01-02,7.5%\n'],
      ['workbook', SHARES],
    ] as [string, string | Buffer][])
    .run(async ({ assert }, [, content]) => {
      const organization = await givenOrganization()
      await importText(organization, content, { columns: { ctr: { aggregation: 'sum' } } })

      await assert.rejects(
        () => ask(organization, { metrics: ['shop:ctr'] }),
        /ctr is a percentage, so several rows of it cannot be added/
      )
      const { series } = await ask(organization, {
        ...{ metrics: ['shop:ctr'], grain: 'day' },
        range: { from: '2026-01-01', to: '2026-01-02' },
      })

      assert.include(JSON.stringify(series), '"value":7.5')
    })
})

test.group('A moment that is counted in seconds', () => {
  test('belongs to the day of the organization’s zone', async ({ assert }) => {
    const organization = await givenOrganization({ timeZone: 'Pacific/Auckland' })
    const seconds = DateTime.fromISO('2026-01-01T20:00:00Z').toSeconds()

    const { outcome } = await importText(organization, `time,sales\n${seconds},1.5\n`)

    assert.deepEqual(outcome.days, { from: '2026-01-02', to: '2026-01-02' })
    assert.equal(await totalOf(organization, 'shop:sales'), 1.5)
  })
})
