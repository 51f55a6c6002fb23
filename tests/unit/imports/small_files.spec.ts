import { test } from '@japa/runner'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`

test.group('Small files as people send them', () => {
  test('{title}')
    .with([
      {
        title: 'a blank before a quotation mark belongs to neither cell',
        text: lines(
          'Day, Campaign, Cost',
          '2026-01-01, "Brand, NL", 10.00',
          '2026-01-02, "Brand, NL", 5.00',
          '2026-01-03, Generic, 1.00'
        ),
        sums: { spend: 16 },
        values: { campaign: ['Brand, NL', 'Brand, NL', 'Generic'] },
      },
      {
        title: 'names that only end like a word of codes are measures',
        text: lines(
          'day,campaign,Platinum,Casino,spend_inr,clicks',
          '2026-01-01,A,10,100,1000.50,5',
          '2026-01-02,B,20,200,2000.25,6',
          '2026-01-03,A,30,300,3000.25,7'
        ),
        sums: { 'c:platinum': 60, 'c:casino': 600, 'spend': 6_001, 'clicks': 18 },
        currencies: ['INR'],
      },
      {
        title: 'negative amounts have brackets, signs and currencies in any order',
        text: lines(
          'Date,Type,Amount',
          '01/13/2026,Credit,$610.00',
          '01/14/2026,Debit,($45.00)',
          '01/15/2026,Debit,$(18.25)',
          '01/16/2026,Debit,-$6.75',
          '01/17/2026,Debit,$-3.00',
          '01/18/2026,Debit,(9.00)',
          '01/19/2026,Debit,4.00-'
        ),
        sums: { 'c:amount': 524 },
        currencies: ['USD'],
      },
      {
        title: 'one record alone is a table of one row',
        text: '{"day": "2026-01-01", "campaign": "A", "cost": {"amount": 12.5}, "clicks": 5}\n',
        sums: { 'clicks': 5, 'c:cost_amount': 12.5 },
        values: { campaign: ['A'] },
      },
      {
        title: 'a point behind the last digit ends a number',
        text: lines(
          'ad_id,date,account_id,impressions,spend',
          '1,2020-12-01,17,4233,76.53',
          '2,2020-12-02,17,10701,144.',
          '3,2020-12-03,17,3476,56.63'
        ),
        sums: { spend: 277.16, impressions: 18_410 },
        values: { ad_id: ['1', '2', '3'] },
      },
      {
        title: 'currencies stand behind, after any kind of blank',
        text: lines(
          'Datum;Kampanj;Kostnad',
          '2026-03-01;Kaffe;1\u00a0234,50 kr',
          '2026-03-02;Kaffe;500,00\u202fkr',
          '2026-03-03;Bryggare;65,50 kr'
        ),
        request: { currency: 'SEK' },
        sums: { spend: 1_800 },
        currencies: ['SEK'],
      },
      {
        title: 'months are named in Dutch',
        text: lines('Dag;Kosten', '1 maart 2026;120,00', '1 mei 2026;140,00', '1 okt. 2026;190,00'),
        sums: { spend: 450 },
        days: ['2026-03-01', '2026-05-01', '2026-10-01'],
      },
      {
        title: 'weeks of ISO 8601 begin on their Monday',
        text: lines(
          'Week,Channel,Sessions',
          '2025-W52,Paid,10',
          '2026-W01,Paid,20',
          '2026-W53,Paid,30'
        ),
        sums: { sessions: 60 },
        days: ['2025-12-22', '2025-12-29', '2026-12-28'],
      },
      {
        title: 'a column of signs names the currency of each row, and lines of separators are none',
        text: lines('day,Valuta,Spend', '2026-01-01,€,10.50', ',,', '2026-01-02,$,20.00', ',,'),
        sums: { spend: 30.5 },
        currencies: ['EUR', 'USD'],
      },
      {
        title: 'the title of an American report says its month',
        text: lines('"Date range: 03/01/2026 - 03/31/2026"', 'Campaign,Clicks', 'A,5', 'B,6'),
        sums: { clicks: 11 },
        days: ['2026-03-01', '2026-03-01'],
      },
      {
        title: 'the name of a column says the currency: Kosten [€]',
        text: lines('day,Kosten [€]', '2026-01-01,5', '2026-01-02,7'),
        request: { currency: undefined },
        sums: { spend: 12 },
        currencies: ['EUR'],
      },
      {
        title: 'the name of a column says the currency: Cost USD',
        text: lines('day,Cost USD,Clicks', '2026-01-01,5,1', '2026-01-02,7,2'),
        sums: { spend: 12, clicks: 3 },
        currencies: ['USD'],
      },
    ])
    .run(async ({ assert }, { text, sums, request, ...wanted }) => {
      const read = await readText(text, request)

      assert.deepEqual([read.rejected, read.questions], [[], []])
      assert.containsSubset(read.sums, sums)
      assert.deepEqual(read.days, wanted.days ?? read.days)
      assert.deepEqual(read.currencies, wanted.currencies ?? read.currencies)
      for (const [column, values] of Object.entries(wanted.values ?? {})) {
        assert.deepEqual(read.values(column), values)
      }
    })
})
