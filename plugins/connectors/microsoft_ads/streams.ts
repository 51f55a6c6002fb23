import type { EntityMapping, FactMapping, Stream } from '#kit'

/** https://learn.microsoft.com/en-us/advertising/reporting-service/campaignperformancereportcolumn : cells are texts. */
const METRICS = {
  spend: 'micros(record.Spend)',
  impressions: 'number(record.Impressions)',
  clicks: 'number(record.Clicks)',
  conversions: 'number(record.ConversionsQualified)',
  conversion_value: 'micros(record.Revenue)',
  all_conversions: 'number(record.AllConversionsQualified)',
  view_through_conversions: 'number(record.ViewThroughConversionsQualified)',
  video_views: 'number(record.VideoViews)',
}
const NUMBERS = Object.values(METRICS).map((source) => source.replace(/.*record\.(\w+).*/, '$1'))

const STATUS = 'response.body.ReportRequestStatus'

const day = (name: string) => ({
  Day: `{number(formatTime(window.${name}, "d"))}`,
  Month: `{number(formatTime(window.${name}, "M"))}`,
  Year: `{number(formatTime(window.${name}, "yyyy"))}`,
})

/** A table without the lines around it: a head of ten lines, and a copyright that would be read as a record. */
const requested = (level: string, columns: string[]) => ({
  Type: `${level}PerformanceReportRequest`,
  Format: 'Csv',
  // Money without commas between thousands.
  FormatVersion: '2.0',
  Aggregation: 'Daily',
  ExcludeReportHeader: true,
  ExcludeReportFooter: true,
  ExcludeColumnHeaders: false,
  ReturnOnlyCompleteData: false,
  Columns: ['TimePeriod', ...columns, ...NUMBERS],
  Scope: { AccountIds: ['{account.id}'] },
  Time: {
    CustomDateRangeStart: day('from'),
    CustomDateRangeEnd: day('to'),
    // Says when today ends, which the last day must not be after.
    ReportTimeZone: 'GreenwichMeanTimeDublinEdinburghLisbonLondon',
  },
})

/** https://learn.microsoft.com/en-us/advertising/guides/request-download-report : asked for, waited for, and fetched as an archive with one table. */
const report = (level: string, columns: string[]) =>
  ({
    report: {
      create: {
        post: '/Reporting/v13/GenerateReport/Submit',
        body: { ReportRequest: requested(level, columns) },
      },
      poll: {
        call: {
          post: '/Reporting/v13/GenerateReport/Poll',
          body: { ReportRequestId: '{report.created.ReportRequestId}' },
        },
        until: `${STATUS}.Status == "Success"`,
        failed: `${STATUS}.Status == "Error"`,
        // Without any row there is no file either.
        empty: `${STATUS}.Status == "Success" && ${STATUS}.ReportDownloadUrl == null`,
        every: 'PT15S',
        within: 'PT1H',
      },
      keep: 'P1D',
    },
    url: 'report.polled.ReportRequestStatus.ReportDownloadUrl',
    // The address of the file carries its own signature.
    unsigned: true,
    format: { as: 'csv', compression: 'zip' },
    page: { by: 'none' },
    records: '$',
  }) as const

const DEVICE =
  'record.DeviceType == "Computer" ? "desktop" : record.DeviceType == "Smartphone" ? "mobile" : lower(record.DeviceType)'

const days = (
  level: string,
  names: string[],
  { step, ...facts }: Pick<FactMapping, 'entity' | 'feeds'> & { step: string }
): Stream => ({
  ...report(level, ['AccountId', ...names, 'DeviceType']),
  key: [names[0], 'TimePeriod', 'DeviceType'],
  each: 'account',
  belongs: 'record.AccountId == account.id',
  // A conversion counts for the day of the click, up to 90 days before it.
  cursor: { field: 'TimePeriod', step, lookback: step, earliest: 'P730D' },
  facts: {
    mode: 'daily',
    date: 'record.TimePeriod',
    currency: 'account.currency',
    dimensions: { device: DEVICE },
    metrics: METRICS,
    ...facts,
  },
})

const entity = (kind: string, id: string, name: string): EntityMapping => ({
  kind,
  id: `record.${id}`,
  name: `record.${name}`,
})
const CAMPAIGN = entity('campaign', 'CampaignId', 'CampaignName')
const AD_GROUP = entity('ad_group', 'AdGroupId', 'AdGroupName')
// Responsive ads have many titles and none of their own: then the id names them.
const AD = entity('ad', 'AdId', 'AdTitle')
const CAMPAIGNS = ['CampaignId', 'CampaignName']
const AD_GROUPS = ['AdGroupId', 'AdGroupName', ...CAMPAIGNS]

export const streams: Record<string, Stream> = {
  campaign_days: {
    title: 'Campaigns by day and device',
    ...days('Campaign', CAMPAIGNS, { entity: CAMPAIGN, step: 'P90D' }),
    totals: {
      ...report('Account', ['AccountId']),
      metrics: METRICS,
      currency: 'account.currency',
    },
  },
  ad_group_days: {
    title: 'Ad groups by day and device',
    ...days('AdGroup', AD_GROUPS, {
      entity: { ...AD_GROUP, ancestors: [CAMPAIGN] },
      feeds: 'detail',
      step: 'P30D',
    }),
  },
  ad_days: {
    title: 'Ads by day and device',
    ...days('Ad', ['AdId', 'AdTitle', ...AD_GROUPS], {
      entity: { ...AD, ancestors: [AD_GROUP, CAMPAIGN] },
      feeds: 'detail',
      step: 'P30D',
    }),
  },
}
