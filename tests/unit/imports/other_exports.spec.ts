import { test } from '@japa/runner'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`

interface Expected {
  sums: Record<string, number>
  excluded?: string[]
  currencies?: (string | null)[]
  days?: string[]
  /** Columns whose numbers do not add up. */
  rates?: string[]
}

const FILES: [title: string, content: string, expected: Expected][] = [
  [
    'Amazon Ads: “(#)” counts, returns on spend are no money',
    lines(
      'Date,Currency,Campaign Name,Impressions,Spend,7 Day Total Sales ,Total Return on Advertising Spend (ROAS),7 Day Total Orders (#)',
      '"Mar 01, 2026",EUR,SP Auto,1234,€ 4.20,€ 21.00,5.00,2',
      '"Mar 02, 2026",EUR,SP Brand,500,€ 5.00,€ 99.90,19.98,4'
    ),
    {
      sums: { 'spend': 9.2, 'c:7_day_total_sales': 120.9, 'c:7_day_total_orders': 6 },
      rates: ['Total Return on Advertising Spend (ROAS)'],
    },
  ],
  [
    'Apple and Snapchat: short names of rates, impressions that are paid',
    lines(
      'Date,Currency,Spend,Paid Impressions,Taps,TTR,CR,eCPSU,max_actions,Cost per conversion',
      '03/01/2026,USD,10.5,1000,21,0.021,0.3333,0.5,7,3.5',
      '03/14/2026,USD,9.5,900,19,0.0211,0.2632,0.5,9,4.75'
    ),
    {
      sums: { 'spend': 20, 'c:paid_impressions': 1900, 'c:taps': 40 },
      rates: ['TTR', 'CR', 'eCPSU', 'max_actions', 'Cost per conversion'],
      currencies: ['USD'],
    },
  ],
  [
    'Google Ads over its interface: prefixes and micros',
    lines(
      'segments.date,campaign.name,metrics.cost_micros,metrics.clicks',
      '2026-03-01,Brand,10500000,5',
      '2026-03-02,Brand,9500000,6'
    ),
    { sums: { spend: 20, clicks: 11 } },
  ],
  [
    'LinkedIn in Dutch: days alike in both orders, a currency in its own column',
    lines(
      'Begindatum (UTC);Valuta;Campagnenaam;Totaal uitgegeven;Weergaven;Klikken',
      '1-3-2026;USD;ABM;1.234,50;10.300;82',
      '2-3-2026;USD;ABM;65,50;1.050;8'
    ),
    { sums: { spend: 1300, impressions: 11_350, clicks: 90 }, currencies: ['USD'] },
  ],
  [
    'a column of currencies by their names, also in German',
    lines(
      'Tag;Währungscode;Kosten',
      '01.03.2026;US-Dollar;10,00',
      '13.03.2026;Schweizer Franken;9'
    ),
    { sums: { spend: 19 }, currencies: ['USD', 'CHF'] },
  ],
  [
    'bookkeepers’ dashes are nothing spent',
    lines('Date,Spend,Refund', '2026-03-01,"$1,000.00",$ -', '2026-03-02,- $,($20.00)'),
    { sums: { 'spend': 1000, 'c:refund': -20 }, currencies: ['USD'] },
  ],
  [
    'days of the week beside dates in digits, on either side',
    lines(
      'Tag;Kosten (€)',
      'Mo, 02.03.2026;12,50',
      'Di, 03.03.2026;7,50',
      'Zwischensumme;20,00',
      '04.03.2026 (Mi);30,00',
      'Gesamt;50,00'
    ),
    {
      sums: { spend: 50 },
      days: ['2026-03-02', '2026-03-03', '2026-03-04'],
      excluded: ['total 4', 'total 6'],
    },
  ],
  [
    '“All” adds up each day, and is a campaign where it adds up nothing',
    lines(
      'Campaign,Day,Spend,Clicks',
      'A,2026-03-01,10.00,5',
      'B,2026-03-01,7.00,3',
      'All,2026-03-01,17.00,8',
      'All countries,2026-03-02,4.00,2',
      'A,2026-03-02,20.00,5'
    ),
    { sums: { spend: 41, clicks: 15 }, excluded: ['total 4'] },
  ],
  [
    'yen have no thousandths',
    lines('Date,費用', '2026-03-01,"￥12,345"', '2026-03-02,"￥7,655"'),
    { sums: { 'c:費用': 20_000 }, currencies: ['JPY'] },
  ],
]

test.group('An export of a tool is read without a question', () => {
  for (const [title, content, expected] of FILES) {
    test(title, async ({ assert }) => {
      const { sums, excluded = [], currencies, days, rates = [] } = expected
      const read = await readText(content)

      assert.deepEqual([read.rejected, read.questions, read.excluded], [[], [], excluded])
      assert.containsSubset(read.sums, sums)
      assert.deepEqual(read.currencies, currencies ?? read.currencies)
      assert.deepEqual(read.days, days ?? read.days)
      for (const rate of rates) {
        assert.equal(read.column(rate).aggregation, 'none', rate)
      }
    })
  }
})
