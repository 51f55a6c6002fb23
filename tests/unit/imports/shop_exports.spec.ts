import { test } from '@japa/runner'
import iconv from 'iconv-lite'
import { sheetRow, workbook } from '#tests/support/files'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`
const windows = (...rows: string[]) => iconv.encode(rows.join('\r\n'), 'windows-1252')

/** Layouts of the tools, numbers of our own; sums worked out by hand. */
test.group('An export of a shop, a site or a spreadsheet is read without a mapping', () => {
  test('GA4 exploration: remarks above, a grand total with one cell too many', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        '# ----------------------------------------',
        '# Free form 1',
        '# Harbor Coffee - GA4-20260101-20260103',
        '# ----------------------------------------',
        '',
        'Date,Session source / medium,Device category,Sessions,Total users,Engagement rate,Average session duration,Key events,Total revenue',
        ',,,1430,1180,0.631,73.2,38,2190.5,Grand total',
        '20260101,google / cpc,mobile,400,350,0.625,61.25,10,510.25',
        '20260101,(direct) / (none),desktop,300,240,0.61,80.5,6,300',
        '20260102,google / cpc,mobile,420,370,0.64,70,12,780.25',
        '20260103,(not set),tablet,310,220,0.65,84,10,600'
      )
    )

    assert.containsSubset(read.sums, { sessions: 1_430, key_events: 38, revenue: 2_190.5 })
    assert.deepEqual([read.excluded, read.rejected], [['total 7'], []])
    assert.deepEqual(read.values('session_source_medium')[3], '(not set)')
    assert.containsSubset(read.column('Engagement rate'), { unit: 'percent', scale: 'fraction' })
  })

  test('GA4 report of a month without a day: the remarks say which', async ({ assert }) => {
    const read = await readText(
      lines(
        '# ----------------------------------------',
        '# Traffic acquisition',
        '# ----------------------------------------',
        '# ',
        '# All Users',
        '# Start date: 20260201',
        '# End date: 20260228',
        'Session primary channel group (Default Channel Group),Sessions,Engaged sessions,Events per session,Key events,Total revenue',
        ',74,41,7.2,5,120.5,Grand total',
        'Organic Search,48,30,7.1,4,100.5',
        'Direct,26,11,7.4,1,20',
        '',
        '# All Users',
        '# Start date: 20260201',
        '# End date: 20260228',
        'Nth day,Organic Search,Direct',
        '0000,5,1'
      )
    )

    assert.containsSubset(read.sums, { sessions: 74, engaged_sessions: 41, revenue: 120.5 })
    assert.deepEqual(read.days, ['2026-02-01', '2026-02-01'])
    assert.equal(read.column('Events per session').aggregation, 'none')
    assert.deepEqual([read.rejected, read.excluded.at(-1)], [[], 'table 16'])
    assert.match(read.finding('Another table')!.evidence, /row 16 \(Nth day/)
  })

  test('Shopify orders: further lines of an order count on its day, in its currency', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        'Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Zip,Refunded Amount,Id,Notes',
        "#1050,a@example.com,paid,2026-05-01 10:00:00 +0200,USD,100.90,0.00,8.33,100.90,0.00,2026-05-01 09:59:00 +0200,1,Beans 1 kg,62.95,BEA-1,'2801AA,0.00,5551234567890,",
        '#1050,a@example.com,,,,,,,,,,2,"Filters, paper",18.975,FIL-1,,,,',
        '#1051,b@example.com,pending,,USD,40.00,4.95,3.71,44.95,4.00,2026-05-01 23:30:00 +0200,1,Mug,44.00,MUG-1,1011AB,0.00,5551234567891,"Ring twice\nplease"',
        '#1052,c@example.com,refunded,2026-05-02 08:00:00 +0200,USD,20.00,0.00,1.65,20.00,0.00,2026-05-02 07:59:00 +0200,4,Cup,5.00,CUP-1,10115,20.00,5551234567892,'
      )
    )

    assert.deepEqual([read.rejected, read.currencies], [[], ['USD']])
    assert.deepEqual(read.days, ['2026-05-01', '2026-05-01', '2026-05-01', '2026-05-02'])
    assert.equal(read.uses['Created at'], 'day')
    assert.containsSubset(read.sums, {
      ...{ 'c:total': 165.85, 'c:subtotal': 160.9, 'c:refunded_amount': 20 },
      ...{ 'shipping': 4.95, 'taxes': 13.69, 'discounts': 4, 'c:lineitem_quantity': 8 },
    })
    assert.equal(read.values('billing_zip')[0], '2801AA')
    assert.equal(read.column('Lineitem price').aggregation, 'none')
    assert.match(read.finding('Rows without a date')!.evidence, /1 row without a date/)
  })

  test('Stripe balance: each row in its own currency, refunds and payouts as they are signed', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        'balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,description',
        'txn_1,2026-09-14 10:02:11,2026-09-16 00:00:00,eur,600.00,8.70,591.30,charge,"Order 1041, web"',
        'txn_2,2026-09-14 15:40:02,2026-09-16 00:00:00,usd,400.00,5.80,394.20,charge,Order 1042',
        'txn_3,2026-09-15 09:12:45,2026-09-17 00:00:00,eur,-20.00,0.00,-20.00,refund,REFUND',
        'txn_4,2026-09-18 00:10:45,2026-09-18 00:00:00,eur,-571.30,0.00,-571.30,payout,PAYOUT'
      )
    )

    const euros = read.rows.filter(({ currency }) => currency === 'EUR')
    const gross = euros.reduce((sum, { numbers }) => sum + numbers[0]!, 0) / 1e6
    assert.deepEqual([gross, read.currencies], [8.7, ['EUR', 'USD']])
    assert.containsSubset(read.sums, { 'c:fee': 14.5, 'c:net': 394.2 })
    assert.deepEqual([read.uses.created_utc, read.column('net').unit], ['day', 'currency'])
  })

  test('Stripe payments in a European locale: converted amounts are in another currency', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        'id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Currency,Fee,Status',
        'ch_1,2026-09-14 10:02,"1.234,50","0,00",usd,true,"1.100,00",eur,"18,10",Paid',
        'ch_2,2026-09-14 11:02,"20,00","5,00",eur,true,"20,00",eur,"0,55",Paid'
      )
    )

    assert.deepEqual(read.currencies, ['USD', 'EUR'])
    assert.containsSubset(read.sums, { 'c:amount': 1_254.5, 'c:converted_amount': 1_120 })
    assert.equal(read.column('Converted Amount').unit, 'number')
    assert.equal(read.finding('Another currency')!.column, 'Converted Amount')
  })

  test('HubSpot deals and contacts: rows count when they were created, ids are never added', async ({
    assert,
  }) => {
    const deals = await readText(
      lines(
        '"Record ID","Deal Name","Close Date","Amount","Amount in company currency","Currency","Create Date"',
        '"14023456781","Harbor","2026-02-10 14:05","12,500.00","11,600.00","USD","2026-01-05 09:14"',
        '"14023456782","Anchor","","3000","3000","EUR","2026-01-07 11:00"',
        '"14023456783","Quay","2026-02-12 10:00","","","","2026-01-09 16:45"'
      )
    )
    const contacts = await readText(
      lines(
        '"Record ID","Email","Phone Number","Last Activity Date","Create Date"',
        '"901","ada@example.com","+31612345678","2026-02-01 10:00","2026-01-05 09:14"',
        '"902","bo@example.com","","","2026-01-05 11:02"'
      )
    )

    assert.deepEqual(deals.days, ['2026-01-05', '2026-01-07', '2026-01-09'])
    assert.deepEqual(
      [deals.sums['c:amount'], deals.currencies.slice(0, 2)],
      [15_500, ['USD', 'EUR']]
    )
    assert.match(deals.finding('Day')!.evidence, /Close Date/)
    assert.deepEqual(contacts.sums, { 'c:row_count': 2 })
    assert.deepEqual(contacts.values('record_id'), ['901', '902'])
  })

  test('Excel in Dutch and in German: signs on either side, totals, Windows-1252', async ({
    assert,
  }) => {
    const dutch = await readText(
      windows(
        'sep=;',
        'Datum;Filiaal;Omzet;Uitgaven;Aantal bestellingen;Conversieratio',
        '1-3-2026;Zeeburg;€ 1.234,50;€ 120,00;12;2,4%',
        '2-3-2026;Zeeburg;€ 980,00;-€ 10,00;9;1,9%',
        '12-3-2026;Café Noord;€ -15,25;€ 0,00;1;0,2%',
        'Totaal;;€ 2.199,25;€ 110,00;22;'
      )
    )
    const german = await readText(
      windows(
        'Umsatzauswertung März 2026;;;;;',
        'Erstellt am: 02.04.2026 08:15;;;;;',
        ';;;;;',
        'Tag;Filiale;Umsatz;Bestellungen;Ø Warenkorb;Anteil;',
        '01.03.2026;Düsseldorf;1.234,50 €;12;102,88 €;55,0 %;',
        '02.03.2026;Düsseldorf;980,00 €;9;108,89 €;43,6 %;',
        '03.03.2026;Köln;-15,25 €;1;-15,25 €;1,4 %;',
        'Gesamtergebnis;;2.199,25 €;22;99,97 €;100,0 %;'
      )
    )

    assert.containsSubset(dutch.sums, { revenue: 2_199.25, spend: 110, orders: 22 })
    assert.deepEqual(dutch.days, ['2026-03-01', '2026-03-02', '2026-03-12'])
    assert.containsSubset(german.sums, { revenue: 2_199.25, orders: 22 })
    assert.deepEqual([dutch.excluded, german.excluded], [['total 6'], ['total 8']])
    assert.equal(german.column('Ø Warenkorb').aggregation, 'none')
    assert.deepEqual([german.rejected, german.mapping.columns.length], [[], 6])
  })

  test('a pivot table of Excel: sums of a metric, a currency that only the format of a cell says', async ({
    assert,
  }) => {
    const cell = (row: number, value: number) => `<c r="B${row}" s="4"><v>${value}</v></c>`
    const day = (row: number, serial: number) => `<c r="A${row}" s="1"><v>${serial}</v></c>`
    const rows = [46082, 46083].map(
      (serial, at) => `<row r="${at + 2}">${day(at + 2, serial)}${cell(at + 2, 10.5 + at)}</row>`
    )
    const content = workbook({
      sheets: { A: sheetRow(1, ['Row Labels', 'Sum of Cost']) + rows.join('') },
      formats: ['[$kr-41D] #,##0.00'],
    })

    const read = await readText(content, { currency: 'SEK' }, 'pivot.xlsx')

    assert.deepEqual([read.sums.spend, read.currencies], [22, ['SEK']])
  })
})
