import { test } from '@japa/runner'
import iconv from 'iconv-lite'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`
const utf16 = (...rows: string[]) => iconv.encode(rows.join('\r\n'), 'utf-16le', { addBOM: true })

/** Layouts of the tools, numbers of our own; sums worked out by hand. */
test.group('An export of an ad tool is read without a mapping', () => {
  test('Google Ads by day: title, thousands, “--”, bounds, four lines of totals', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        'Campaign report',
        '"January 1, 2026 - January 3, 2026"',
        'Day,Campaign state,Campaign,Budget name,Currency code,Cost,Impr.,Clicks,CTR,Avg. CPC,Conversions,Conv. value,Search impr. share,Cost / conv.',
        '2026-01-01,Enabled,"Brand, NL", --,EUR,"1,022.50","12,200",98,0.80%,10.43,4.50,310.00,> 90%,227.22',
        '2026-01-01,Paused,Generic NL,Shared 1,EUR,7.50,"1,000",10,1.00%,0.75,0.00,0.00,< 10%,0.00',
        '2026-01-02,Enabled,"Brand, NL", --,EUR,20.00,900,12,1.33%,1.67,1.00,60.00,62.5%,20.00',
        '2026-01-03,Enabled,Shopping DE, --,EUR,15.25,"2,500",31,1.24%,0.49,2.00,120.50, --,7.63',
        'Total: Campaigns, --, --, --,EUR,"1,065.25","16,600",151,0.91%,7.05,7.50,490.50, --,142.03',
        'Total: Account, --, --, --,EUR,"1,065.25","16,600",151,0.91%,7.05,7.50,490.50, --,142.03',
        'Total: Search, --, --, --,EUR,"1,050.00","14,100",120,0.85%,8.75,5.50,370.00, --,190.91',
        'Total: Shopping, --, --, --,EUR,15.25,"2,500",31,1.24%,0.49,2.00,120.50, --,7.63'
      )
    )

    assert.deepEqual([read.rows.length, read.rejected, read.questions], [4, [], []])
    assert.containsSubset(read.sums, {
      ...{ spend: 1_065.25, impressions: 16_600, clicks: 151 },
      ...{ conversions: 7.5, conversion_value: 490.5 },
    })
    assert.deepEqual(read.excluded, ['total 8', 'total 9', 'total 10', 'total 11'])
    assert.deepEqual(read.values('budget_name'), [undefined, 'Shared 1', undefined, undefined])
    for (const rate of ['CTR', 'Avg. CPC', 'Search impr. share', 'Cost / conv.']) {
      assert.equal(read.column(rate).aggregation, 'none', rate)
    }
  })

  test('Google Ads of a month, UTF-16 with tabs and no day: the title says when', async ({
    assert,
  }) => {
    const read = await readText(
      utf16(
        'Campaign report',
        'January 1, 2026 - January 31, 2026',
        'Campaign\tCurrency code\tCost\tImpr.\tClicks\tCTR',
        'Brand\tEUR\t22.50\t2,200\t98\t4.45%',
        'Generic\tEUR\t7.50\t1,000\t10\t1.00%',
        'Total: Account\t --\t30.00\t3,200\t108\t3.38%'
      )
    )

    assert.deepEqual(read.days, ['2026-01-01', '2026-01-01'])
    assert.containsSubset(read.sums, { spend: 30, impressions: 3_200, clicks: 108 })
    assert.match(read.finding('Day')!.evidence, /Row 2 .* 2026-01-01 to 2026-01-31.*that month/)
  })

  test('Meta by day: a total without a word stands first, one metric takes one kind of click', async ({
    assert,
  }) => {
    const read = await readText(
      `\ufeff${lines(
        'Campaign name,Day,Campaign delivery,Results,Reach,Frequency,Cost per results,Amount spent (EUR),Impressions,"CPM (cost per 1,000 impressions) (EUR)",Link clicks,CTR (link click-through rate),Clicks (all),Reporting starts,Reporting ends',
        ',,,,36900,1.30,,131.2,48000,2.733333,640,1.333333,890,2026-01-01,2026-01-02',
        'Prospecting,2026-01-01,active,12,14500,1.2413793,4.225,50.7,18000,2.816667,230,1.277778,310,2026-01-01,2026-01-01',
        'Retargeting,2026-01-01,inactive,,2600,2.3076923,,12.3,6000,2.05,90,1.5,120,2026-01-01,2026-01-01',
        'Prospecting,2026-01-02,active,9,15100,1.1920529,6.133333,55.2,18000,3.066667,240,1.333333,330,2026-01-02,2026-01-02',
        'Retargeting,2026-01-02,inactive,1,4700,1.2765957,13,13,6000,2.166667,80,1.333333,130,2026-01-02,2026-01-02'
      )}`
    )

    assert.containsSubset(read.sums, { spend: 131.2, impressions: 48_000, clicks: 640 })
    assert.equal(read.sums['c:clicks_all'], 890)
    assert.deepEqual([read.excluded, read.rejected], [['total 2'], []])
    assert.isUndefined(read.finding('Rows without a date'))
    assert.deepEqual([read.uses.Day, read.currencies], ['day', ['EUR']])
  })

  test('Meta by month: rows that begin and end with a month stand for it', async ({ assert }) => {
    const read = await readText(
      lines(
        'Reporting starts,Reporting ends,Campaign name,Amount spent (USD),Link clicks',
        '2026-01-01,2026-01-31,Prospecting,310.5,1200',
        '2026-02-01,2026-02-28,Prospecting,280,1100',
        '2026-02-01,2026-02-28,Retargeting,90,250'
      )
    )

    assert.deepEqual([read.sums.spend, read.currencies], [680.5, ['USD']])
    assert.equal(read.inspection.columns[0].grain, 'month')
    assert.match(read.finding('Periods')!.evidence, /stands for a month/)
  })

  test('LinkedIn: UTF-16 with tabs, four lines above, lifetime budgets', async ({ assert }) => {
    const read = await readText(
      utf16(
        'Campaign Performance Report (in UTC)',
        '"Report Start: January 4, 2026, 12:00 AM"',
        '"Report End: January 5, 2026, 11:59 PM"',
        '"Date Generated: February 2, 2026, 10:12 AM"',
        '',
        'Start Date (in UTC)\tAccount Name\tCurrency\tCampaign ID\tCampaign Name\tTotal Budget\tTotal Spent\tImpressions\tClicks\tClick Through Rate\tAverage CPC\tLeads\tCost per Lead',
        '1/4/2026\tHarbor\tUSD\t205113456\tABM NL\t"5,000.00"\t"1,234.50"\t"10,300"\t82\t0.8%\t15.05\t3\t411.5',
        '1/5/2026\tHarbor\tUSD\t205113456\tABM NL\t"5,000.00"\t65.5\t"1,050"\t8\t0.76%\t8.19\t0\t-',
        '1/25/2026\tHarbor\tUSD\t205113999\tLead gen\t-\t100\t900\t10\t1.11%\t10\t1\t100'
      )
    )

    assert.containsSubset(read.sums, { spend: 1_400, impressions: 12_250, clicks: 100, leads: 4 })
    assert.deepEqual(read.days, ['2026-01-04', '2026-01-05', '2026-01-25'])
    assert.equal(read.column('Total Budget').aggregation, 'none')
    assert.deepEqual([read.currencies, read.rejected], [['USD'], []])
    assert.equal(read.values('campaign_id')[0], '205113456')
  })

  test('Microsoft Advertising: nine lines above, a total and a copyright below', async ({
    assert,
  }) => {
    const read = await readText(
      lines(
        '"Report Name: Campaign daily"',
        '"Report Time: 7/12/2026,7/13/2026"',
        '"Time Zone: (GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        '"Last Completed Available Day: 7/14/2026 11:55:00 PM (GMT)"',
        '"Report Aggregation: Daily"',
        '"Report Filter: "',
        '"Potential Incomplete Data: false"',
        '"Rows: 3"',
        '',
        '"Gregorian date","Account number","Campaign","Campaign ID","Currency","Impr.","Clicks","CTR","Spend","Conv.","Impr. share (IS)"',
        '"7/12/2026","B012345","BK-Search-NL, Conmax","[138689064]","EUR","1,234","56","4.54%","78.90","3","45.10%"',
        '"7/13/2026","B012345","BK-Search-NL, Conmax","[138689064]","EUR","10","1","10.00%","0.55","0","-"',
        '"7/13/2026","B012345","Generic","[138689999]","EUR","90","3","3.33%","2.05","1","12.00%"',
        '"Total","-","-","-","-","1,334","60","4.50%","81.50","4","-"',
        '',
        '"©2026 Microsoft Corporation. All rights reserved."'
      )
    )

    assert.containsSubset(read.sums, {
      impressions: 1_334,
      clicks: 60,
      spend: 81.5,
      conversions: 4,
    })
    assert.deepEqual(read.excluded, ['total 14', 'note 16'])
    assert.deepEqual(read.rejected, [])
    assert.isUndefined(read.finding('Does not fit'))
  })

  test('TikTok: “Total of 3 results” and clicks to a destination', async ({ assert }) => {
    const read = await readText(
      lines(
        'By Day,Campaign name,Primary status,Currency,Cost,Impressions,Clicks (destination),CTR (destination),CPC (destination),Conversions,2-second video views',
        '2026-03-01,Spring,Active,USD,12.30,4500,45,1.00%,0.27,2,1200',
        '2026-03-02,Spring,Active,USD,10.00,4000,30,0.75%,0.33,1,1000',
        '2026-03-02,Always on,Not delivering,USD,0.00,0,0,0.00%,0.00,0,0',
        'Total of 3 results,-,-,USD,22.30,8500,75,0.88%,0.30,3,2200'
      )
    )

    assert.containsSubset(read.sums, {
      spend: 22.3,
      impressions: 8_500,
      clicks: 75,
      conversions: 3,
    })
    assert.equal(read.sums['c:2_second_video_views'], 2_200)
    assert.deepEqual(read.excluded, ['total 5'])
  })
})
