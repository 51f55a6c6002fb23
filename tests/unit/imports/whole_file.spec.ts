import { test } from '@japa/runner'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`

test.group('A guess from the head', () => {
  test('of the order of dates is revised by the whole file', async ({ assert }) => {
    const days = Array.from({ length: 31 }, (_, day) => `1/${day + 1}/2026,1\n`.repeat(500))

    const read = await readText(`date,orders\n${days.join('')}`)

    assert.deepEqual([read.rows.length, read.rejected.length], [15_500, 0])
    assert.equal(read.sums.orders, 15_500)
    assert.isTrue(read.days.every((day) => day.startsWith('2026-01')))
  })

  test('that codes are numbers is revised by the letters further down', async ({ assert }) => {
    const digits = Array.from({ length: 5_500 }, (_, n) => `2026-01-01,${1000 + (n % 300)},1\n`)
    const letters = Array.from({ length: 500 }, (_, n) => `2026-02-01,A${1000 + (n % 300)},1\n`)

    const read = await readText(`date,article,qty\n${digits.join('')}${letters.join('')}`)

    assert.deepEqual([read.sums['c:qty'], read.rejected.length], [6_000, 0])
    assert.equal(read.uses.article, 'dimension')
  })

  test('that many cells contradict waits for an answer', async ({ assert }) => {
    const rows = (text: string, count: number) => `2026-01-01,${text}\n`.repeat(count)

    const read = await readText(`day,score\n${rows('5', 6_000)}${rows('far too many', 500)}`)

    assert.deepEqual(read.questions, ['Does not fit'])
    assert.match(
      read.finding('Does not fit')!.evidence,
      /500 of 6500 cells hold no number, such as “far too many” in row 6002/
    )
    const decided = await readText(`day,n\n${rows('5', 60)}${rows('far too many', 50)}`, {
      columns: { n: 'dimension' },
      countsRows: true,
    })
    assert.deepEqual(decided.questions, [])
  })

  test('that votes on both sides contradict takes the usual order and names the rest', async ({
    assert,
  }) => {
    const read = await readText(
      lines('Date,Spend', '04/09/2026,10', '27/05/2026,20', '08/17/2026,40')
    )

    assert.deepEqual(read.days, ['2026-09-04', '2026-05-27'])
    assert.deepEqual(read.rejected, [{ position: 4, code: 'E_NOT_A_DATE' }])
    assert.equal(read.finding('Order of dates')!.tone, 'check')
  })
})

test.group('Numbers that can be thousands or decimals', () => {
  test('are thousands where whole things are counted', async ({ assert }) => {
    const read = await readText(
      lines('Tag,Klicks', '13.03.2026,1.234', '14.03.2026,2.345', '15.03.2026,987')
    )

    assert.equal(read.sums.clicks, 4_566)
    assert.deepEqual(read.questions, [])
  })

  test('are asked about where nothing decides it, unless the caller does', async ({ assert }) => {
    const text = lines('day,wert', '2026-03-13,1.234', '2026-03-14,2.345')

    const open = await readText(text)
    assert.deepEqual(open.questions, ['Decimal mark'])
    const decided = await readText(text, { format: { decimal: ',' } })
    assert.deepEqual([decided.questions, decided.sums['c:wert']], [[], 3_579])
  })
})

test.group('Columns by what they hold', () => {
  test('of codes that look like numbers keep every letter and digit', async ({ assert }) => {
    const read = await readText(
      lines(
        'Day,Coupon,Revenue',
        '2026-01-01,481516e2,100',
        '2026-01-02,12e3,50',
        '2026-01-03,4500e0,25',
        '2026-01-04,12000,25'
      )
    )

    assert.deepEqual(read.values('coupon'), ['481516e2', '12e3', '4500e0', '12000'])
    assert.equal(read.sums.revenue, 200)
  })

  test('guarded by a formula are what stands inside', async ({ assert }) => {
    const read = await readText(
      lines(
        'Day;Article;Clicks;Cost',
        '2026-01-01;="0004711";="12";10,50',
        '2026-01-02;="0004711";="8";9,50',
        '2026-01-03;="0099";="5";1,00'
      )
    )

    assert.containsSubset(read.sums, { clicks: 25, spend: 21 })
    assert.deepEqual(read.values('article'), ['0004711', '0004711', '0099'])
  })

  test('of NA alone are about Namibia, beside numbers they are nothing', async ({ assert }) => {
    const read = await readText(
      lines('Day,Country,Sessions', '2026-01-01,NA,5', '2026-01-02,NA,NA', '2026-01-03,NA,8')
    )

    assert.deepEqual(read.values('country'), ['NA', 'NA', 'NA'])
    assert.deepEqual([read.sums.sessions, read.rejected.length], [13, 0])
  })

  test('with an error of a spreadsheet as label keep the row', async ({ assert }) => {
    const read = await readText(
      lines(
        'campaign,day,clicks',
        'Brand,2026-01-01,10',
        '#N/A,2026-01-02,20',
        'Generic,2026-01-03,30'
      )
    )

    assert.equal(read.sums.clicks, 60)
    assert.deepEqual(read.values('campaign'), ['Brand', undefined, 'Generic'])
    assert.match(read.finding('Unknown values')!.evidence, /#N\/A/)
  })

  test('of bounds lose no row, and the bound is no value', async ({ assert }) => {
    const read = await readText(
      lines(
        'Day,Cost,Search impr. share',
        '2026-01-01,10,62.5%',
        '2026-01-02,12,> 90%',
        '2026-01-03,8,< 10%',
        '2026-01-04,6, --'
      )
    )

    assert.deepEqual(
      read.rows.map(({ numbers }) => numbers.at(-1)),
      [62.5, null, null, null]
    )
    assert.equal(read.sums.spend, 36)
  })

  test('of rates do not add up, and are known without a percent sign', async ({ assert }) => {
    const read = await readText(
      lines(
        'campaign,day,impressions,clicks,ctr,avg_cpc,conversion_rate',
        'Brand,2026-01-01,1000,50,0.05,0.40,0.10',
        'Brand,2026-01-02,500,5,0.01,0.60,0.20'
      )
    )

    for (const name of ['ctr', 'avg_cpc', 'conversion_rate']) {
      assert.equal(read.column(name).aggregation, 'none', name)
    }
    assert.containsSubset(read.column('ctr'), { unit: 'percent', scale: 'fraction' })
    assert.containsSubset(read.sums, { clicks: 55, impressions: 1_500 })
  })

  test('with words of the calendar in their names measure', async ({ assert }) => {
    const read = await readText(
      lines(
        'day,cost_per_hour,revenue this month,hours-per-week,long,temp',
        '2026-01-01,10.5,100,40,7,3',
        '2026-01-02,20.5,200,38,8,4'
      )
    )

    assert.deepEqual(read.uses, {
      ...{ 'day': 'day', 'cost_per_hour': 'metric', 'revenue this month': 'metric' },
      ...{ 'hours-per-week': 'metric', 'long': 'dimension', 'temp': 'metric' },
    })
    assert.deepEqual(
      ['cost_per_hour', 'revenue this month', 'hours-per-week', 'temp'].map(
        (name) => read.column(name).aggregation
      ),
      ['none', 'sum', 'sum', 'none']
    )
  })

  test('that name each of many rows are left out and named', async ({ assert }) => {
    const rows = Array.from(
      { length: 2_000 },
      (_, n) => `2026-01-01,${100_000 + n * 3},C${n % 38},2\n`
    )

    const read = await readText(`day,order_id,country,amount\n${rows.join('')}`)

    assert.deepEqual([read.uses.order_id, read.uses.country], ['ignore', 'dimension'])
    assert.match(read.finding('Skipped')!.text, /order_id/)
  })
})
