import { test } from '@japa/runner'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`

test.group('Rows that are no data', () => {
  test('a preamble of any length stands above the names, a grand total below the rows', async ({
    assert,
  }) => {
    for (const settings of [3, 9, 60]) {
      const read = await readText(
        lines(
          '"Placement report"',
          'Date/Time Generated,2/1/26 9:05 AM',
          ...Array.from({ length: settings }, (_, n) => `Advertiser,"Equals:Foo, Inc (${n})"`),
          '',
          'Report Fields',
          'Advertiser,Date,Placement,Impressions,Clicks',
          '"Foo, Inc",2026-01-01,Home_300x250,1200,6',
          '"Foo, Inc",2026-01-02,Home_300x250,800,4',
          'Foo-B,2026-01-02,News_728x90,500,5',
          'Foo-B,2026-01-03,News_728x90,0,0',
          'Grand Total:,---,---,2500,15'
        )
      )

      assert.equal(read.format.headerRow, settings + 5)
      assert.containsSubset(read.sums, { clicks: 15, impressions: 2_500 })
      assert.deepEqual(read.excluded, [`total ${settings + 10}`])
      assert.lengthOf(read.rejected, 0)
    }
  })

  test('totals at the end are known by their word and by their arithmetic', async ({ assert }) => {
    const read = await readText(
      lines(
        'Campaign performance report',
        '"1 January 2026 - 31 January 2026"',
        'Campaign,Campaign status,Currency code,Cost,Impr.,Clicks,CTR',
        'Brand NL,Enabled,EUR,22.50,"2,200",98,4.45%',
        'Generic NL,Removed,EUR,7.50,"1,000",10,1.00%',
        'Total: Campaigns, --,EUR,30.00,"3,200",108,3.38%',
        'Total: Account, --,EUR,30.00,"3,200",108,3.38%'
      ),
      { fixedDay: '2026-01-31' }
    )

    assert.containsSubset(read.sums, { spend: 30, clicks: 108, impressions: 3_200 })
    assert.deepEqual(read.excluded, ['total 6', 'total 7'])
    assert.match(read.finding('Totals')!.evidence, /Total: Campaigns/)
  })

  test('sub-totals of groups and a last row without a word are sums of others too', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        'Region;Tag;Umsatz',
        'Nord;01.03.2026;10,00',
        'Nord;02.03.2026;20,00',
        'Nord Ergebnis;;30,00',
        'Süd;01.03.2026;5,50',
        'Süd Ergebnis;;5,50',
        ';;35,50'
      )
    )

    assert.equal(read.sums.revenue, 35.5)
    assert.deepEqual(read.excluded, ['total 4', 'total 6', 'total 7'])
  })

  test('a campaign called total that adds up nothing is data, and said so', async ({ assert }) => {
    const read = await readText(
      lines(
        'day,campaign,clicks',
        '2026-01-01,Total Recall,5',
        '2026-01-02,Total,7',
        '2026-01-03,A,9'
      )
    )

    assert.equal(read.sums.clicks, 21)
    assert.match(read.finding('Called a total')!.evidence, /row 3/)
  })

  test('totals count where the caller says that they are rows', async ({ assert }) => {
    const text = lines('day,place,clicks', '2026-01-01,A,5', '2026-01-02,Total,5')

    const plain = await readText(text)
    const asRows = await readText(text, { format: { totals: 'read' } })

    assert.deepEqual([plain.sums.clicks, asRows.sums.clicks], [5, 10])
  })

  test('a row of units says what the columns hold', async ({ assert }) => {
    const read = await readText(
      lines(
        '',
        'Datum;Kampagne;Kosten;Klicks;CTR',
        ';;EUR;Anz.;%',
        '13.03.2026;Brand;10,50;20;4,0',
        '14.03.2026;Brand;9,50;10;2,5',
        '15.03.2026;Generic;5,00;5;1,0',
        '16.03.2026;Generic;5,00;15;3,0'
      )
    )

    assert.containsSubset(read.sums, { spend: 30, clicks: 50 })
    assert.deepEqual([read.currencies, read.column('CTR').aggregation], [['EUR'], 'none'])
    assert.deepEqual(read.excluded, ['units 3'])
  })

  test('columns that grow half-way keep the rows above', async ({ assert }) => {
    const read = await readText(
      lines(
        'Day,Cost',
        '2026-01-01,10',
        '2026-01-02,20',
        '2026-01-03,30',
        'Day,Cost,Clicks,Impr.,Device',
        '2026-01-04,40,4,400,mobile',
        '2026-01-05,50,5,500,desktop',
        '2026-01-06,60,6,600,mobile',
        '2026-01-07,70,7,700,mobile'
      )
    )

    assert.containsSubset(read.sums, { spend: 280, clicks: 22, impressions: 2_200 })
    assert.lengthOf(read.rows, 7)
    assert.deepEqual(read.excluded, ['names 5'])
  })

  test('files put one below the other keep their rows, also in another order of columns', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        'day,clicks',
        '2026-01-01,1',
        'day,clicks',
        '2026-01-02,2',
        'clicks,day',
        '3,2026-01-03'
      )
    )

    assert.equal(read.sums.clicks, 6)
    assert.deepEqual(read.days, ['2026-01-01', '2026-01-02', '2026-01-03'])
  })
})

test.group('Columns named by years', () => {
  const WIDE = lines(
    'Country Name,Indicator,2013,2014',
    'Mongolia,Growth,11.6,7.9',
    'Laos,Growth,8.0,7.6',
    'Bhutan,Growth,3.6,4.0'
  )

  test('are asked about', async ({ assert }) => {
    const { questions } = await readText(WIDE)

    assert.deepEqual(questions, ['Columns of periods'])
  })

  test('are metrics of their own on a given day, or rows of one metric', async ({ assert }) => {
    const apart = await readText(WIDE, { fixedDay: '2026-01-01' })
    const long = await readText(WIDE, { format: { periods: 'rows' } })

    assert.deepEqual([apart.questions, apart.sums['c:2013']], [[], 23.2])
    const of2013 = long.rows.filter(({ day }) => day === '2013-01-01')
    assert.deepEqual([long.questions, long.rows.length, of2013.length], [[], 6, 3])
    assert.equal(new Set(long.rows.map(({ key }) => key)).size, 6)
    assert.equal(long.sums['c:value'], 42.7)
  })
})
