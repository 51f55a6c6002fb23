import { test } from '@japa/runner'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`

test.group('Rows of groups that no word calls totals', () => {
  test('are left out above their rows and below them', async ({ assert }) => {
    const a = ['A,g1,2026-03-01,10.00,5', 'A,g2,2026-03-01,20.00,5']
    const b = ['B,g1,2026-03-01,1.00,1', 'B,g2,2026-03-01,2.00,2']
    const [sumA, sumB] = ['A,,2026-03-01,30.00,10', 'B,,2026-03-01,3.00,3']
    const names = 'Campaign,Ad group,Day,Spend,Clicks'
    const above = await readText(lines(names, sumA, ...a, sumB, ...b))
    const below = await readText(lines(names, ...a, sumA, ...b, sumB, ',,,33.00,13'))

    assert.deepEqual(above.excluded, ['total 2', 'total 5'])
    assert.deepEqual(below.excluded, ['total 4', 'total 7', 'total 8'])
    assert.containsSubset(above.sums, { spend: 33, clicks: 13 })
    assert.deepEqual(below.sums, above.sums)
    assert.match(above.finding('Totals')!.evidence, /adds up the rows of its group below/)
  })

  test('are known in the one column of a pivot table by the names that repeat below them', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        'Row Labels,Sum of Spend',
        'Google,30',
        'NL,10',
        'DE,20',
        'Meta,8',
        'NL,5',
        'DE,3',
        'Grand Total,38'
      ),
      { fixedDay: '2026-03-01' }
    )

    assert.deepEqual([read.sums.spend, read.excluded], [38, ['total 2', 'total 5', 'total 8']])
  })

  test('are no rows that add up by chance, or on another day', async ({ assert }) => {
    const read = await readText(
      lines(
        'Day,Campaign,Clicks',
        '2026-03-01,A,3',
        '2026-03-01,B,2',
        '2026-03-01,C,1',
        '2026-03-02,A,4',
        '2026-03-02,B,2',
        '2026-03-02,C,2'
      )
    )

    assert.deepEqual([read.sums.clicks, read.excluded], [14, []])
  })
})

test.group('Around the rows', () => {
  test('labels and a total without a word stand below them', async ({ assert }) => {
    const read = await readText(
      lines(
        'Date,Advertiser,Impressions,Clicks,Media Cost,Advertiser Currency',
        '2026/03/01,Harbor,1000,20,10.50,EUR',
        '2026/03/02,Harbor,900,18,9.50,EUR',
        ',,1900,38,20.00,',
        '',
        'Report Time:,2026/03/03 08:10',
        'Group By:,Date',
        'Reporting numbers are finalized on the first of each month.,,'
      )
    )

    assert.deepEqual(read.days, ['2026-03-01', '2026-03-02'])
    assert.deepEqual(read.excluded, ['total 4', 'note 6', 'note 7', 'note 8'])
    assert.deepEqual([read.sums.impressions, read.rejected], [1900, []])
  })

  test('a total may have a word where the others have their day', async ({ assert }) => {
    const read = await readText(
      lines(
        'Day,Visits,Revenue',
        'Visits,1900,20.50',
        '"Mar 1, 2026",1000,10.25',
        '"Mar 2, 2026",900,10.25',
        '"Mar 3, 2026",0,0.00'
      )
    )

    assert.deepEqual([read.sums.sessions, read.excluded, read.rejected], [1900, ['total 2'], []])
  })

  test('names of groups of columns are written once, without merged cells', async ({ assert }) => {
    const read = await readText(
      lines(
        ',,Google,Google,Meta,Meta',
        'Date,Country,Spend (EUR),Clicks,Spend (EUR),Clicks',
        '2026-03-01,NL,10.00,5,20.00,7',
        '2026-03-02,DE,11.00,6,21.00,8'
      )
    )

    assert.deepEqual(read.sums, {
      ...{ 'c:google_spend_eur': 21, 'c:google_clicks': 11 },
      ...{ 'c:meta_spend_eur': 41, 'c:meta_clicks': 15 },
    })
  })

  test('clicks and costs below each other are no sum', async ({ assert }) => {
    const read = await readText(
      lines(
        'Date,Metric,Value',
        '2026-03-01,Spend,10.5',
        '2026-03-01,Clicks,5',
        '2026-03-02,Spend,9.5'
      )
    )

    assert.equal(read.column('Value').aggregation, 'none')
    assert.match(read.finding('Several metrics')!.evidence, /“Metric” says what each number/)
  })

  test('balances and running totals count again on the next day, so they do not add up', async ({
    assert,
  }) => {
    const names = [
      'Cumulative spend',
      'YTD revenue',
      'Running total clicks',
      'Saldo',
      'Stock',
      'NPS',
    ]
    const read = await readText(
      lines(
        `Date,Spend,${names.join(',')}`,
        '2026-03-01,1.5,1,2,3,4,5,6',
        '2026-03-02,2.5,2,3,4,5,6,7'
      )
    )

    const stated = await readText(lines('Date,Currency,Balance', '2026-03-01,USD,5.5'))

    assert.equal(read.column('Spend').aggregation, 'sum')
    assert.containsSubset(stated.column('Balance'), { unit: 'currency', aggregation: 'none' })
    assert.deepEqual(
      names.map((name) => read.column(name).aggregation),
      names.map(() => 'none')
    )
  })

  test('words of a total say nothing about the cells above it', async ({ assert }) => {
    const read = await readText(
      lines('Date,Currency,Spend', '20260301,EUR,10', '20260302,USD,9', 'Total,All currencies,19')
    )

    assert.deepEqual(read.days, ['2026-03-01', '2026-03-02'])
    assert.deepEqual([read.currencies, read.excluded], [['EUR', 'USD'], ['total 4']])
  })

  test('two periods with the change between them: the periods count, the change does not', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        'Channel,Date range,Sessions',
        'Organic,"Mar 1 - Mar 31, 2026",1200',
        'Organic,"Feb 1 - Feb 28, 2026",1000',
        'Organic,% change,20%',
        'Direct,"Mar 1 - Mar 31, 2026",100',
        'Direct,"Feb 1 - Feb 28, 2026",90',
        'Direct,% change,11.1%'
      )
    )

    assert.deepEqual([...new Set(read.days)], ['2026-03-01', '2026-02-01'])
    assert.deepEqual([read.sums.sessions, read.rejected], [2390, []])
    assert.deepEqual(read.excluded, ['total 4', 'total 7'])
  })

  test('numbers that cannot be read as such are said to be texts', async ({ assert }) => {
    const read = await readText(
      lines(
        'Date,Spend,Weight,Avg. time,Article,IP,Clicks',
        '2026-03-01,ca 10.5,12 kg,1:33,85123A,76.64.79.89,5',
        '2026-03-02,ca 9.5,13 kg,2:10,71053,8.215.89.118,6'
      )
    )

    const told = read.findings.filter(({ label }) => label === 'Read as text')
    assert.deepEqual(
      told.map(({ column }) => column),
      ['Spend', 'Weight', 'Avg. time']
    )
  })

  test('of few rows, most without a date are a question', async ({ assert }) => {
    const read = await readText(
      lines('Date,Campaign,Spend', '2026-03-01,A,10', ',B,11', ',C,12', '2026-03-02,A,20', ',B,21')
    )

    assert.deepEqual(read.questions, ['Rows without a date'])
  })
})

test.group('Days', () => {
  test('below the name of a longer period stand for it', async ({ assert }) => {
    const grains = []
    for (const content of [
      lines('Quarter,Spend', '2026-01-01,10', '2026-04-01,11'),
      lines('Month;Spend', '01/03/2026;10,00', '01/04/2026;11,00'),
      lines('Week,Spend', '2026-03-01,10', '2026-03-08,11'),
      lines('Month,Spend', '2026-03-01,10', '2026-03-02,11'),
    ]) {
      const { inspection, days } = await readText(content)
      grains.push(`${inspection.columns[0].grain} ${days[1]}`)
    }

    const expected = ['quarter 2026-04-01', 'month 2026-04-01', 'week 2026-03-08', 'day 2026-03-02']
    assert.deepEqual(grains, expected)
  })

  test('count before the month that stands beside them', async ({ assert }) => {
    const read = await readText(
      lines('Month,Day,Spend', '2026-03-01,2026-03-05,10', '2026-03-01,2026-03-06,11')
    )

    assert.deepEqual(read.days, ['2026-03-05', '2026-03-06'])
  })

  test('may begin with a year of two digits, which is asked where nothing decides it', async ({
    assert,
  }) => {
    const many = await readText(lines('Day,Spend', '26/03/01,1', '26/03/02,2', '26/03/03,3'))
    const one = await readText(lines('Day,Spend', '26-03-01,1'))
    const answered = await readText(lines('Day,Spend', '26-03-01,1'), {
      format: { dateOrder: 'dmy' },
    })

    assert.deepEqual([many.days[2], many.questions], ['2026-03-03', []])
    assert.deepEqual(one.questions, ['Order of dates'])
    assert.deepEqual([answered.days, answered.questions], [['2001-03-26'], []])
  })
})
