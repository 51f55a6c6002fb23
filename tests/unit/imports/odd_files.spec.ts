import { test } from '@japa/runner'
import { zip } from '#tests/support/files'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`
const json = (document: unknown) => JSON.stringify(document)

interface Expected {
  sums: Record<string, number>
  days?: string[]
  currencies?: (string | null)[]
  excluded?: string[]
  questions?: string[]
  /** Column of texts, and its values row by row. */
  values?: [column: string, ...values: string[]]
  finding?: [label: string, text: RegExp]
}

type OddFile = [title: string, name: string, content: string | Buffer, expected: Expected]

const TWO_DAYS = ['2026-03-01', '2026-03-02']
const BOTH = { clicks: 11, spend: 4 }
const row = (date: string, clicks: unknown, cost: unknown) => ({ date, clicks, cost })
const ROWS = [row('2026-03-01', 5, 1.5), row('2026-03-02', 6, 2.5)]
const values = (...all: string[]) => all.map((value) => ({ value }))
const ANALYTICS = {
  dimensionHeaders: [{ name: 'date' }, { name: 'country' }],
  metricHeaders: [{ name: 'sessions', type: 'TYPE_INTEGER' }, { name: 'totalRevenue' }],
  rows: [
    { dimensionValues: values('20260301', 'Netherlands'), metricValues: values('5', '10.5') },
    { dimensionValues: values('20260302', 'Germany'), metricValues: values('6', '9.5') },
  ],
  metadata: { currencyCode: 'USD' },
}
const analytics = {
  sums: { sessions: 11, revenue: 20 },
  days: TWO_DAYS,
  currencies: ['USD'],
}
const adsRow = (date: string, clicks: string, costMicros: string) => ({
  campaign: { resourceName: 'customers/1/campaigns/120205000000000123', name: 'Brand' },
  metrics: { clicks, costMicros },
  segments: { date },
})

const DOCUMENTS: OddFile[] = [
  ['Google Analytics: names and values apart', 'a.json', json(ANALYTICS), analytics],
  ['several reports of it', 'a.json', json({ reports: [ANALYTICS] }), analytics],
  [
    'Google Ads: pages of rows',
    'a.json',
    json([
      { results: [adsRow('2026-03-01', '5', '1500000')], requestId: 'x' },
      { results: [adsRow('2026-03-02', '6', '2500000')], requestId: 'y' },
    ]),
    { sums: BOTH, days: TWO_DAYS },
  ],
  [
    'Search Console: keys without names',
    'a.json',
    json({ rows: ROWS.map(({ date, clicks }) => ({ keys: [date, 'shoes'], clicks })) }),
    { sums: { clicks: 11 }, days: TWO_DAYS, values: ['key_2', 'shoes', 'shoes'] },
  ],
  [
    'BigQuery: a schema, and fields without names',
    'a.json',
    json({
      schema: { fields: [{ name: 'date' }, { name: 'clicks' }, { name: 'cost' }] },
      rows: ROWS.map((each) => ({ f: Object.values(each).map((v) => ({ v: String(v) })) })),
    }),
    { sums: BOTH, days: TWO_DAYS },
  ],
  [
    'names beside lists',
    'a.json',
    json({
      data: { columns: Object.keys(ROWS[0]), rows: ROWS.map((each) => Object.values(each)) },
    }),
    { sums: BOTH, days: TWO_DAYS },
  ],
  [
    'a list of lists that begins with names',
    'a.json',
    json([Object.keys(ROWS[0]), ...ROWS.map((each) => Object.values(each))]),
    { sums: BOTH, days: TWO_DAYS },
  ],
  ['lists by column', 'a.json', json({ date: TWO_DAYS, clicks: [5, 6] }), { sums: { clicks: 11 } }],
  [
    'objects under their day',
    'a.json',
    json(Object.fromEntries(ROWS.map(({ date, ...rest }) => [date, rest]))),
    { sums: BOTH, days: TWO_DAYS },
  ],
  [
    'the list with dates, not the longest one; lists inside its records stay theirs',
    'a.json',
    json({
      fields: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      orders: ROWS.map((each) => ({ ...each, items: [{ sku: 'A' }, { sku: 'B' }] })),
    }),
    { sums: BOTH, days: TWO_DAYS },
  ],
]

const page = (table: string) =>
  `<html><head><style>td{color:red}</style></head><body><table><tr><td>Report</td></tr></table>${table}</body></html>`
const XML_CELLS = TWO_DAYS.map(
  (day, at) =>
    `<Row><Cell><Data ss:Type="DateTime">${day}T00:00:00.000</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">${at + 5}</Data></Cell></Row>`
)

const MARKUP: OddFile[] = [
  [
    'a web page called .xls',
    'report.xls',
    page(
      '<TABLE border=1><tr><th>Date<th>Spend<th>Clicks</tr><!-- <tr><td>x --><tr><td rowspan=2>2026-03-01</td><td>&euro;&nbsp;1,50</td><td>5</td></tr><tr><td>&#8364; 2,50</td><td>6</td></tr></TABLE>'
    ),
    { sums: BOTH, days: ['2026-03-01', '2026-03-01'], currencies: ['EUR'] },
  ],
  [
    'Excel’s XML of 2003',
    'report.xls',
    `<?xml version="1.0"?><Workbook xmlns:ss="urn:x"><Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">Date</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Clicks</Data></Cell></Row>${XML_CELLS.join('')}</Table></Worksheet></Workbook>`,
    { sums: { clicks: 11 }, days: TWO_DAYS },
  ],
]

const TABLES: OddFile[] = [
  [
    'the one file of a ZIP archive, whatever a Macintosh adds',
    'report.zip',
    zip([
      { name: 'export/report.csv', content: lines('Date,Clicks', '2026-03-01,5', '2026-03-02,6') },
      { name: '__MACOSX/export/._report.csv', content: 'x' },
    ]),
    { sums: { clicks: 11 }, days: TWO_DAYS },
  ],
  [
    'groups whose rows are indented',
    'a.csv',
    lines(
      ...['Campaign,Day,Clicks', 'Search,2026-03-01,11', '  Brand,2026-03-01,5'],
      ...['  Generic,2026-03-01,6', 'Social,2026-03-01,3', '  Meta,2026-03-01,1'],
      '  TikTok,2026-03-01,2'
    ),
    { sums: { clicks: 14 }, excluded: ['total 2', 'total 5'] },
  ],
  [
    'months that add up the days above them',
    'a.csv',
    lines(
      ...['Datum;Umsatz', '01.03.2026;1,00', '02.03.2026;2,00', 'März 2026;3,00'],
      ...['01.04.2026;4,00', 'April 2026;4,00']
    ),
    { sums: { revenue: 7 }, excluded: ['total 4', 'total 6'] },
  ],
  [
    'days that Excel counts in a column of weeks, and people who are counted once a day',
    'a.csv',
    lines('Week starting,Clicks,Unique users', '46083,5,9', '46090,6,8'),
    {
      sums: { clicks: 11 },
      days: ['2026-03-02', '2026-03-09'],
      finding: ['People add up', /counts twice/],
    },
  ],
  [
    'words for nothing, and time on a page in German',
    'a.csv',
    lines(
      ...['Datum;Besuche;Durchschn. Zeit auf der Website', '2026-03-01;12;00:02:30'],
      '2026-03-02;keine Daten;00:01:30'
    ),
    { sums: { 'sessions': 12, 'c:durchschn_zeit_auf_der_website': 240 } },
  ],
  [
    'a text that is written once for its group, below the sum of the group too',
    'a.csv',
    lines(
      ...['Country,Campaign,Day,Clicks', 'NL,,,18', ',Brand,2026-03-01,5', ',,2026-03-02,6'],
      ...[',Generic,2026-03-01,7', 'DE,,,3', ',Brand,2026-03-01,1', ',,2026-03-02,2']
    ),
    {
      sums: { clicks: 21 },
      values: ['campaign', 'Brand', 'Brand', 'Generic', 'Brand', 'Brand'],
      excluded: ['total 2', 'total 6'],
      finding: ['Text written once', /the text of the row above/],
    },
  ],
  [
    'blank cells of a column that nobody knows stay blank, and said so',
    'a.csv',
    lines(
      'Remark,Day,Clicks',
      'Sale,2026-03-01,5',
      ',2026-03-02,6',
      'Storm,2026-03-03,7',
      ',2026-03-04,8'
    ),
    { sums: { clicks: 26 }, finding: ['Text written once', /stay blank/] },
  ],
  [
    'the currency in a remark below',
    'a.csv',
    lines('Day,Spend', '2026-03-01,3.50', '2026-03-02,4.50', '', 'All amounts in GBP'),
    { sums: { spend: 8 }, currencies: ['GBP'], excluded: ['note 5'] },
  ],
  [
    'the currency in the title, in brackets',
    'a.csv',
    lines('Spend report (CHF)', '', 'Day,Spend', '2026-03-01,3.50', '2026-03-02,4.50'),
    { sums: { spend: 8 }, currencies: ['CHF'] },
  ],
  [
    'a word in brackets is no currency',
    'a.csv',
    lines('Campaigns (ALL)', '', 'Day,Spend', '2026-03-01,3.50', '2026-03-02,4.50'),
    { sums: { spend: 8 }, currencies: ['EUR'] },
  ],
  [
    'a footnote at a number',
    'a.csv',
    lines('Date,Clicks,Cost', '2026-03-01,5*,1.50', '2026-03-02,6,2.50†', '* estimated'),
    { sums: BOTH, excluded: ['note 4'], finding: ['Marked', /“5\*”/] },
  ],
  [
    'millions by a small letter where the name counts, metres elsewhere',
    'a.csv',
    lines('Date,Impressions,Height', '2026-03-01,1.2m,1.8m', '2026-03-02,800,1.9m'),
    { sums: { impressions: 1_200_800 }, values: ['height', '1.8m', '1.9m'] },
  ],
  [
    'a metric that holds no numbers is said to be a text',
    'a.csv',
    lines('Date,Spend,Clicks', '2026-03-01,ca 10 EUR,5', '2026-03-02,ca 20 EUR,6'),
    { sums: { clicks: 11 }, finding: ['Read as text', /ca 10 EUR/] },
  ],
  [
    'names of other columns right below the rows begin another table',
    'a.csv',
    lines('Date,Clicks', '2026-03-01,5', '2026-03-02,6', 'Country,Users', 'NL,7', 'DE,8'),
    { sums: { clicks: 11 }, excluded: ['table 4'] },
  ],
  [
    'rows that a program took for one cell each',
    'a.csv',
    lines('"Date,Clicks,Cost"', '"2026-03-01,5,1.50"', '"2026-03-02,6,2.50"'),
    { sums: BOTH, days: TWO_DAYS },
  ],
  [
    'days as names of columns',
    'a.csv',
    lines('Campaign,2026-03-01,2026-03-02,2026-03-03', 'A,5,6,7', 'B,1,2,3'),
    { sums: { 'c:2026_03_01': 6 }, questions: ['Columns of periods'] },
  ],
  [
    'MacRoman, by countries and the euro sign',
    'a.csv',
    Buffer.concat([
      Buffer.from('Datum;Land;Umsatz ('),
      Buffer.of(0xdb),
      Buffer.from(')\n01.03.2026;'),
      Buffer.of(0x85),
      Buffer.from('sterreich;1,50\n15.03.2026;D'),
      Buffer.of(0x8a),
      Buffer.from('nemark;2,50\n'),
    ]),
    { sums: { revenue: 4 }, values: ['land', 'Österreich', 'Dänemark'] },
  ],
]

test.group('Files as tools and people write them', () => {
  for (const [title, name, content, expected] of [...DOCUMENTS, ...MARKUP, ...TABLES]) {
    test(title, async ({ assert }) => {
      const { sums, days, currencies, excluded = [], questions = [], values: texts } = expected
      const read = await readText(content, {}, name)

      assert.deepEqual([read.rejected, read.questions, read.excluded], [[], questions, excluded])
      assert.containsSubset(read.sums, sums)
      assert.deepEqual(read.days, days ?? read.days)
      assert.deepEqual(read.currencies, currencies ?? read.currencies)
      assert.deepEqual(texts && [texts[0], ...read.values(texts[0])], texts)
      const [label, text] = expected.finding ?? []
      assert.match(label ? read.finding(label)!.evidence : '', text ?? /^$/)
    })
  }
})
