import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { createDashboard } from '#dashboards'
import { inspectFile } from '#imports/reading/inspect_file'
import { readRows } from '#imports/reading/rows'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenFile } from '#tests/support/files'
import { sessionHeaders } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

async function given() {
  const organization = await givenOrganization()
  await givenRows(organization, {
    slots: ADS_SLOTS,
    facts: [
      { day: '2026-05-01', entity: '=1+1', numbers: [10.5, 3, 100] },
      { day: '2026-05-02', entity: '=1+1', numbers: [12.25, 4, 100] },
      { day: '2026-05-02', entity: 'Bread', numbers: [2, 1, 10] },
      { day: '2025-05-02', entity: 'Bread', numbers: [1, 1, 10] },
    ],
  })
  const dashboard = await withTenant(organization.id, (tenant) =>
    createDashboard(tenant, {
      name: 'Exported',
      visibility: 'organization',
      createdBy: null,
      settings: { range: { from: '2026-05-02', to: '2026-05-02' } },
      widgets: [
        {
          title: 'Spend: by Campaign',
          view: 'bar',
          question: {
            metrics: ['spend', 'ctr'],
            breakdowns: ['campaign'],
            comparison: 'previous_period',
            moreComparisons: ['previous_year'],
          },
        },
        { title: 'Words', view: 'text', body: 'No numbers' },
      ],
    })
  )
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query<{ id: string; title: string }>(`SELECT id, title FROM dashboard_widgets`)
  )
  const idOf = (view: string) => rows.find(({ title }) => title.startsWith(view))!.id
  const headers = await sessionHeaders(await givenMember(organization, 'client'))
  const at = `${process.env.APP_URL}/o/${organization.slug}/dashboards/${dashboard.slug}/widgets`
  return { idOf, get: (path: string) => fetch(`${at}/${path}`, { headers }) }
}

async function sheetOf(content: ArrayBuffer) {
  const path = await givenFile('a.xlsx', Buffer.from(content))
  const { format } = await inspectFile(path, 'a.xlsx')
  const rows: unknown[][] = []
  for await (const batch of readRows(path, format)) {
    rows.push(...batch.rows.map(({ cells }) => cells))
  }
  return rows
}

test.group('The numbers of a widget as a file', () => {
  test('are a row per value with every comparison beside it, and no formula', async ({
    assert,
  }) => {
    const { idOf, get } = await given()

    const csv = await get(`${idOf('Spend')}/export.csv`)
    const workbook = await get(`${idOf('Spend')}/export.xlsx`)

    const text = await csv.text()
    assert.equal(
      csv.headers.get('content-disposition'),
      'attachment; filename="spend-by-campaign-2026-05-02-2026-05-02.csv"'
    )
    assert.deepEqual(text.trim().split('\r\n').slice(1), [
      `"'=1+1","2026-05-02 to 2026-05-02",12.25,10.5,,4,3,`,
      '"Bread","2026-05-02 to 2026-05-02",2,,1,10,,10',
    ])
    assert.include(text, '"Spend (EUR), previous year from 2025-05-02"')
    const [, first] = await sheetOf(await workbook.arrayBuffer())
    assert.deepEqual(first.slice(0, 5), ['=1+1', '2026-05-02 to 2026-05-02', '12.25', '10.5', ''])
  })

  test('are those of the address, and of widgets that ask only', async ({ assert }) => {
    const { idOf, get } = await given()

    const narrowed = await get(
      `${idOf('Spend')}/export.csv?range=2026-05-01..2026-05-01&filter=campaign~in~Bread`
    )
    const silent = await get(`${idOf('Words')}/export.csv`)

    assert.notInclude(await narrowed.text(), '=1+1')
    assert.equal(silent.status, 404)
  })
})
