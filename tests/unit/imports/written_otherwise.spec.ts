import { test } from '@japa/runner'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`

test.group('The same things written otherwise', () => {
  test('a total whose word stands before its group is known by its sum', async ({ assert }) => {
    const read = await readText(
      lines(
        'Region;Datum;Umsatz',
        'Nord;01.02.2026;10,00',
        'Nord;02.02.2026;15,00',
        'Summe Nord;;25,00',
        'Süd;01.02.2026;7,00',
        'Summe Süd;;7,00',
        'Gesamtsumme;;32,00'
      )
    )

    assert.equal(read.sums.revenue, 32)
    assert.deepEqual(read.excluded, ['total 4', 'total 6', 'total 7'])
    assert.lengthOf(read.rejected, 0)
  })

  test('a campaign that begins like a total stays, also with the numbers of others', async ({
    assert,
  }) => {
    const dated = await readText(
      lines(
        'Campaign,Day,Clicks',
        'Brand,2026-02-01,1',
        'Generic,2026-02-01,1',
        'Total Makeover,2026-02-01,2'
      )
    )
    const undated = await readText(lines('Campaign,Clicks', 'Brand,1', 'Total Makeover,1'), {
      fixedDay: '2026-02-01',
    })

    assert.deepEqual([dated.sums.clicks, undated.sums.clicks], [4, 2])
    assert.deepEqual([...dated.excluded, ...undated.excluded], [])
  })

  test('dates with blanks behind their dots, or with Korean signs', async ({ assert }) => {
    const daysOf = async (...days: string[]) => {
      const read = await readText(lines('datum;clicks', ...days.map((day) => `${day};1`)))
      return read.days
    }

    assert.deepEqual(await daysOf('1. 2. 2026', '28. 2. 2026'), ['2026-02-01', '2026-02-28'])
    assert.deepEqual(await daysOf('2026. 02. 01.', '2026. 2. 28.'), ['2026-02-01', '2026-02-28'])
    assert.deepEqual(await daysOf('2026년 2월 1일', '2026년 12월 3일'), [
      '2026-02-01',
      '2026-12-03',
    ])
  })

  test('six digits are weeks where their column is called so, and months elsewhere', async ({
    assert,
  }) => {
    const weeks = await readText(lines('ISO week of ISO year,sessions', '202605,10', '202606,12'))
    const months = await readText(lines('Month,sessions', '202605,10', '202606,12'))

    assert.deepEqual(weeks.days, ['2026-01-26', '2026-02-02'])
    assert.deepEqual(months.days, ['2026-05-01', '2026-06-01'])
    assert.match(weeks.finding('Periods')!.evidence, /week/)
  })

  test('a year that is the day of its file is not said to be added up', async ({ assert }) => {
    const read = await readText(lines('Year,Revenue', '2024,10', '2025,20'))

    assert.deepEqual(read.days, ['2024-01-01', '2025-01-01'])
    assert.isUndefined(read.finding('Summed, please check'))
  })

  test('the lines above a table say the currency of its amounts', async ({ assert }) => {
    const currencyOf = async (...above: string[]) => {
      const read = await readText(lines(...above, '', 'Day,Spend,Clicks', '2026-02-01,3.50,4'))
      return [...read.currencies, read.finding('Currency')?.text]
    }

    assert.deepEqual(await currencyOf('Report,Terms', 'Currency,GBP'), ['GBP', 'GBP'])
    assert.deepEqual(await currencyOf('Währung: CHF'), ['CHF', 'CHF'])
    assert.deepEqual(await currencyOf('All amounts in USD'), ['USD', 'USD'])
    assert.deepEqual(await currencyOf('Made in USA'), ['EUR', undefined])
    assert.deepEqual(await currencyOf('Currency: GBP', 'Currency: USD'), ['EUR', undefined])
  })

  test('remarks that each row has of its own are no breakdown', async ({ assert }) => {
    const rows = Array.from({ length: 1_200 }, (_, row) => [
      `2026-01-${String(1 + (row % 28)).padStart(2, '0')}`,
      `Post ${row}: what we learned`,
      `asked for a call, number ${row} this month`,
      row % 7,
    ])
    const read = await readText(
      lines(
        'day,title,opmerking,views',
        ...rows.map((row) => row.map((cell) => `"${cell}"`).join())
      )
    )

    assert.deepInclude(read.uses, { title: 'dimension', opmerking: 'ignore', views: 'metric' })
    assert.match(read.finding('Skipped')!.text, /opmerking/)
  })
})

test.group('Numbers in short forms', () => {
  test('1.2K and 3,4 Mio. are read, and said to be rounded', async ({ assert }) => {
    const english = await readText(
      lines('date,views,revenue', '2026-02-01,1.2K,$2.5M', '2026-02-02,950,$40')
    )
    const german = await readText(
      lines('datum;aufrufe', '01.02.2026;1,2 Tsd.', '02.02.2026;950', '03.02.2026;3,4 Mio.')
    )

    assert.containsSubset(english.sums, { 'c:views': 2_150, 'revenue': 2_500_040 })
    assert.equal(german.sums['c:aufrufe'], 3_402_150)
    assert.match(english.finding('Rounded')!.evidence, /One cell is written short, such as “1.2K”/)
  })

  test('4K and 12M are sizes where nothing says that they count', async ({ assert }) => {
    const read = await readText(
      lines('date,resolution,size,orders', '2026-02-01,4K,3M,4', '2026-02-02,8K,12M,5')
    )

    assert.deepInclude(read.uses, { resolution: 'dimension', size: 'dimension' })
    assert.deepEqual(read.values('size'), ['3M', '12M'])
  })

  test('names of columns say what their amounts are counted in', async ({ assert }) => {
    const revenueOf = async (name: string) => {
      const read = await readText(lines(`Month\t${name}`, '2026-01\t12.5'))
      return [read.sums.revenue, ...read.currencies]
    }

    assert.deepEqual(await revenueOf('Revenue (€k)'), [12_500, 'EUR'])
    assert.deepEqual(await revenueOf('Revenue (kUSD)'), [12_500, 'USD'])
    assert.deepEqual(await revenueOf('Umsatz (TEUR)'), [12_500, 'EUR'])
    assert.deepEqual(await revenueOf('Revenue in thousands (GBP)'), [12_500, 'GBP'])
    assert.deepEqual(await revenueOf('Revenue €M'), [12_500_000, 'EUR'])
    assert.deepEqual(await revenueOf('Revenue in million EUR'), [12_500_000, 'EUR'])
    assert.deepEqual(await revenueOf('Revenue (€)'), [12.5, 'EUR'])
  })

  test('cents are money', async ({ assert }) => {
    const read = await readText(lines('day,amount_cents', '2026-02-01,1250', '2026-02-02,250'))

    assert.equal(read.sums['c:amount_cents'], 15)
    assert.equal(read.column('amount_cents').unit, 'currency')
  })

  test('rates that German, Dutch and Spanish write otherwise do not add up', async ({ assert }) => {
    const read = await readText(
      lines(
        'Datum;Klickrate;Doorklikratio;Bouncepercentage;posición media;Klicks',
        '01.02.2026;2,5;1,5;35,5;1,2;5'
      )
    )

    assert.deepEqual(
      read.mapping.columns.map(({ aggregation }) => aggregation),
      ['sum', 'none', 'none', 'none', 'none', 'sum']
    )
  })

  test('01.2026 is a month where its column is called so, and 10.2043 a rate', async ({
    assert,
  }) => {
    const months = await readText(lines('Periode;Umsatz', '01.2026;10,00', '12.2025;5,00'))
    const rates = await readText(lines('Datum;Kurs', '01.02.2026;10.2043', '02.02.2026;11.1987'))

    assert.deepEqual(months.days, ['2026-01-01', '2025-12-01'])
    assert.equal(rates.uses.Kurs, 'metric')
  })

  test('days that Google Analytics counts from the first one of the report', async ({ assert }) => {
    const above = ['# Property: Shop', '# Start date: 20260227', '# End date: 20260301']
    const body = ['Nth day,Active users', '0000,10', '0001,20', '0002,30']
    const dated = await readText(lines(...above, ...body))
    const undated = await readText(lines(...body), { fixedDay: '2026-02-27' })

    assert.deepEqual(dated.days, ['2026-02-27', '2026-02-28', '2026-03-01'])
    assert.match(dated.finding('Day')!.evidence, /counted from 2026-02-27, which row 2 names/)
    assert.deepEqual(undated.days, ['2026-02-27', '2026-02-27', '2026-02-27'])
  })
})

test.group('Dates and names that stand in several cells', () => {
  test('year, month and day of their own columns are one date', async ({ assert }) => {
    const days = async (names: string, ...rows: string[]) => {
      const read = await readText(lines(`${names};Clicks`, ...rows.map((row) => `${row};5`)))
      assert.deepEqual(Object.keys(read.sums), ['c:clicks', 'clicks'])
      return [...read.days, read.column('Date').use, read.finding('Day')?.evidence]
    }
    const from = (...names: string[]) =>
      `Put together from ${names.map((name) => `“${name}”`).join(', ')}.`

    assert.deepEqual(await days('Year;Month;Day', '2026;2;1', '2026;2;28'), [
      ...['2026-02-01', '2026-02-28', 'day'],
      from('Year', 'Month', 'Day'),
    ])
    assert.deepEqual(await days('Jahr;Monat;Tag', '2026;2;1', '2026;2;28'), [
      ...['2026-02-01', '2026-02-28', 'day'],
      from('Jahr', 'Monat', 'Tag'),
    ])
    assert.deepEqual(await days('Monat;Jahr', 'Januar;2026', 'März;2026'), [
      ...['2026-01-01', '2026-03-01', 'day'],
      from('Jahr', 'Monat'),
    ])
    assert.deepEqual(await days('Jahr;KW', '2026;5', '2026;6'), [
      ...['2026-01-26', '2026-02-02', 'day'],
      from('Jahr', 'KW'),
    ])
    assert.deepEqual(await days('Year;Quarter', '2026;Q1', '2026;Q2'), [
      ...['2026-01-01', '2026-04-01', 'day'],
      from('Year', 'Quarter'),
    ])
  })

  test('a file with a whole date keeps it, and short rows are rejected as ever', async ({
    assert,
  }) => {
    const dated = await readText(
      lines('date,year,month,clicks', '2026-02-03,2026,2,10', '2026-02-04,2026,2,12')
    )
    const short = await readText(lines('year,month,clicks', '2026,2,1', '2026,3', '2026,4,5'))

    assert.deepEqual(dated.days, ['2026-02-03', '2026-02-04'])
    assert.deepEqual(short.days, ['2026-02-01', '2026-04-01'])
    assert.deepEqual(short.rejected, [{ position: 3, code: 'E_CELL_COUNT' }])
  })

  test('totals of such a file are left out too', async ({ assert }) => {
    const read = await readText(
      lines('Year,Quarter,Revenue', '2026,Q1,10', '2026,Q2,12', 'Total,,22')
    )

    assert.equal(read.sums.revenue, 22)
    assert.deepEqual(read.excluded, ['total 4'])
  })

  test('repeated names are told apart by the groups above them', async ({ assert }) => {
    const read = await readText(
      lines(
        ',Facebook,,Google,',
        'Date,Clicks,Cost,Clicks,Cost',
        '2026-02-01,1,2,3,4',
        '2026-02-02,4,5,6,7'
      )
    )
    const titled = await readText(lines('Report,February', 'date,clicks,clicks', '2026-02-01,5,6'))

    assert.deepEqual(Object.keys(read.uses), [
      'Date',
      'Facebook Clicks',
      'Facebook Cost',
      'Google Clicks',
      'Google Cost',
    ])
    assert.deepEqual(Object.keys(titled.uses), ['date', 'clicks', 'clicks (2)'])
  })
})
