import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { UndoImport, type MappingRequest } from '#imports'
import { givenFile } from '#tests/support/files'
import { ask, importText, runAce, totalOf } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'

const SHOP =
  'Order Date,Region,Sales,Order ID\n13/01/2026,North,10.10,A-1\n14/01/2026,South,20.20,A-2\n'

test.group('Importing a file', () => {
  test('dates, numbers and texts become the day, metrics and dimensions of the source', async ({
    assert,
  }) => {
    const organization = await givenOrganization()

    const { outcome } = await importText(organization, SHOP)

    assert.containsSubset(outcome, { read: 2, written: 2, rejected: 0 })
    const { series, totals } = await ask(organization, {
      metrics: ['shop:sales'],
      breakdowns: ['shop:region'],
    })
    assert.containsSubset(totals, { 'shop:sales': { status: 'available' } })
    assert.sameMembers(
      series.map(({ breakdown }) => breakdown['shop:region']),
      ['North', 'South']
    )
  })

  test('a bad row is kept with its reason, the rest lands', async ({ assert }) => {
    const organization = await givenOrganization()
    const text = `${SHOP}31/02/2026,East,5,A-3\n15/01/2026,East,five,A-4\n16/01/2026,West,1\n17/01/2026,West,2,A-6\n`

    const { found, outcome } = await importText(organization, text)

    assert.containsSubset(outcome, { read: 6, written: 3, rejected: 3 })
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query(
        'SELECT position::int, code, field FROM rejected_records WHERE run_id = $1 ORDER BY position',
        [found.runId]
      )
    )
    assert.deepEqual(rows, [
      { position: 4, code: 'E_NOT_A_DATE', field: 'Order Date' },
      { position: 5, code: 'E_NOT_A_NUMBER', field: 'Sales' },
      { position: 6, code: 'E_CELL_COUNT', field: null },
    ])
  })

  test('the same file twice is asked about, and lands again when wanted', async ({ assert }) => {
    const organization = await givenOrganization()
    await importText(organization, SHOP)

    await assert.rejects(() => importText(organization, SHOP), /already imported into “shop”/)
    await importText(organization, SHOP, { again: true })

    assert.equal(await totalOf(organization, 'shop:sales'), 60.6)
  })

  test('replacing swaps the covered days, and undoing brings the old rows back', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await importText(organization, `${SHOP}20/02/2026,North,100,A-9\n`)

    const second =
      'Order Date,Region,Sales,Order ID\n13/01/2026,North,1,B-1\n15/01/2026,South,2,B-2\n'
    const { found } = await importText(organization, second, { mode: 'replace' })

    assert.equal(await totalOf(organization, 'shop:sales'), 103)
    await withTenant(organization.id, (tenant) => new UndoImport().execute(tenant, found))
    assert.equal(await totalOf(organization, 'shop:sales'), 130.3)
  })

  test('updating by key changes known rows, adds new ones, and can be undone', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const keyed = { mode: 'upsert' as const, keys: ['Order ID'] }
    await importText(organization, SHOP, keyed)

    const second =
      'Order Date,Region,Sales,Order ID\n15/01/2026,North,50,A-1\n16/01/2026,West,7,A-3\n'
    const { found } = await importText(organization, second, keyed)

    assert.equal(await totalOf(organization, 'shop:sales'), 77.2)
    await withTenant(organization.id, (tenant) => new UndoImport().execute(tenant, found))
    assert.equal(await totalOf(organization, 'shop:sales'), 30.3)
  })

  test('a source with keys keeps them when its days are replaced', async ({ assert }) => {
    const organization = await givenOrganization()
    const rows = (sales: number) => `day,sales,id\n2026-01-01,${sales},x\n`
    const keys = ['id']

    await importText(organization, rows(1), { mode: 'upsert', keys })
    await importText(organization, rows(10), { mode: 'replace', keys })
    assert.equal(await totalOf(organization, 'shop:sales'), 10)
    await importText(organization, rows(11), { mode: 'upsert', keys })
    assert.equal(await totalOf(organization, 'shop:sales'), 11)
  })

  test('files with and without keys do not meet in one source', async ({ assert }) => {
    const organization = await givenOrganization()
    const text = 'day,sales,id\n2026-01-01,1,x\n'
    await importText(organization, text, { source: 'keyed', mode: 'upsert', keys: ['id'] })
    await importText(organization, text, { source: 'plain', mode: 'append' })
    const into = (source: string, request: MappingRequest) => () =>
      importText(organization, text, { source, again: true, ...request })

    await assert.rejects(into('keyed', { mode: 'replace' }), /are known by key columns/)
    await assert.rejects(into('plain', { mode: 'replace', keys: ['id'] }), /without key columns/)
    await assert.rejects(into('keyed', { mode: 'append', keys: ['id'] }), /Row “x” of the file/)
    assert.equal(await totalOf(organization, 'keyed:sales'), 1)
  })

  test('undoing an import leaves what a later one said as well', async ({ assert }) => {
    const organization = await givenOrganization()
    const keyed = { mode: 'upsert' as const, keys: ['Order ID'] }
    const { found } = await importText(organization, SHOP, keyed)
    const { outcome } = await importText(organization, SHOP, keyed)
    assert.containsSubset(outcome, { read: 2, written: 2 })

    await withTenant(organization.id, (tenant) => new UndoImport().execute(tenant, found))

    assert.equal(await totalOf(organization, 'shop:sales'), 30.3)
  })

  test('a file that cannot be read to its end leaves nothing behind', async ({ assert }) => {
    const organization = await givenOrganization()
    const records = Array.from({ length: 12_000 }, (_, n) => ({
      day: '2026-01-01',
      sales: 1,
      n: `x${n}`,
    }))
    const cut = JSON.stringify(records).slice(0, -300)

    await assert.rejects(() => importText(organization, cut, { name: 'cut.json' }), /cut off/)

    await assert.rejects(() => totalOf(organization, 'shop:sales'), /There is no metric/)
  })

  test('a last value is that of each combination of dimensions, with keys or without', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const text =
      'day,page,followers\n2026-01-01,a,100\n2026-01-01,b,20\n2026-01-02,a,101\n2026-01-02,b,10\n2026-01-03,a,102\n2026-01-03,b,30\n'
    const columns = {
      page: 'dimension',
      followers: { use: 'metric', aggregation: 'last' },
    } as const
    await importText(organization, text, { source: 'plain', columns })
    const keyed = { mode: 'upsert' as const, keys: ['page', 'day'] }
    await importText(organization, text, { source: 'keyed', columns, ...keyed })

    for (const metric of ['plain:followers', 'keyed:followers']) {
      const range = { from: '2026-01-01', to: '2026-01-31' }
      const { series } = await ask(organization, { metrics: [metric], range, grain: 'month' })
      assert.containsSubset(series[0].points[0].values, { [metric]: { value: 132 } })
    }
  })

  test('money keeps its currency and is exact', async ({ assert }) => {
    const organization = await givenOrganization()
    const text = 'day,cost\n2026-01-01,"$1,000,000.10"\n2026-01-02,$0.20\n2026-01-03,($0.30)\n'

    await importText(organization, text)

    const { totals } = await ask(organization, { metrics: ['shop:cost'], currency: 'USD' })
    assert.containsSubset(totals, {
      'shop:cost': { status: 'available', value: 1_000_000, currency: 'USD' },
    })
  })

  test('organizations do not see each other’s imports', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    await importText(ours, SHOP)

    await assert.rejects(() => totalOf(theirs, 'shop:sales'), /There is no metric "shop:sales"/)
  })

  test('a file without dates asks for a day', async ({ assert }) => {
    const organization = await givenOrganization()
    const text = 'Region,Sales\nNorth,1\nSouth,2\n'

    await assert.rejects(() => importText(organization, text), /No column contains dates/)
    await importText(organization, text, { fixedDay: '2026-03-01' })

    assert.equal(await totalOf(organization, 'shop:sales'), 3)
  })
})

test.group('node ace import', () => {
  test('prints one JSON line', async ({ assert }) => {
    const organization = await givenOrganization()
    const path = await givenFile('shop.csv', SHOP)

    const result = await runAce(
      'import',
      path,
      `--organization=${organization.slug}`,
      '--name=shop'
    )

    assert.deepEqual({ ...result, stdout: '', stderr: '' }, { code: 0, stdout: '', stderr: '' })
    assert.containsSubset(JSON.parse(result.stdout), {
      rows_read: 2,
      rows_written: 2,
      rows_rejected: 0,
    })
  })

  test('answers bad input with a sentence and a failing exit code', async ({ assert }) => {
    const organization = await givenOrganization()
    const empty = await givenFile('empty.csv', '')

    const result = await runAce('import', empty, `--organization=${organization.slug}`, '--name=x')

    assert.deepEqual(result, {
      code: 1,
      stdout: '',
      stderr: 'The file is empty. Export it again and upload the new file.\n',
    })
  })

  test('refuses a sheet of a file that has none', async ({ assert }) => {
    const organization = await givenOrganization()
    const path = await givenFile('shop.csv', SHOP)

    const result = await runAce(
      'import',
      path,
      `--organization=${organization.slug}`,
      '--sheet=May'
    )

    assert.deepEqual(result, {
      code: 1,
      stdout: '',
      stderr:
        'This file has no sheets, because it is a delimited text file, so there is no “May” to read. Leave the sheet out, or hand over the workbook.\n',
    })
  })
})
