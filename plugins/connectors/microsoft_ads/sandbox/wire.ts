import { defineVendorWire, type WireEndpoint } from '#kit'

const OURS = { platform: 'other_search_ads' }
const FILES = 'reports.bingads.sandbox.example'
const COLUMNS = 'body.ReportRequest.Columns'
const CALLER = { DeveloperToken: 'const(sandbox-developer-token)!' }
const FOR_ACCOUNT = { ...CALLER, CustomerId: '/\\d+/!', CustomerAccountId: '/\\d+/!' }

const DIMENSIONS = {
  TimePeriod: '{{day}}',
  AccountId: '{{accountKey|digits:9}}',
  AccountName: '{{accountName}}',
  CurrencyCode: '{{currency}}',
  DeviceType: '{{device|map:mobile=Smartphone,desktop=Computer}}',
  CampaignId: '{{campaignKey|digits:9}}',
  CampaignName: '{{campaignName}}',
  AdGroupId: '{{groupKey|digits:10}}',
  AdGroupName: '{{groupName}}',
  AdId: '{{adKey|digits:11}}',
  AdTitle: '{{adName}}',
}
const METRICS = {
  Impressions: '{{impressions}}',
  Clicks: '{{clicks}}',
  Spend: '{{spend|decimal:2}}',
  Conversions: '{{orders}}',
  ConversionsQualified: '{{orders|fixed:2}}',
  Revenue: '{{revenue|decimal:2}}',
  AllConversionsQualified: '{{orders|plus:leads|fixed:2}}',
  ViewThroughConversionsQualified: "{{'0.00'}}",
  VideoViews: '{{videoViews}}',
}
const ATTRIBUTES = ['TimePeriod', 'AccountId', 'AccountName', 'CurrencyCode', 'DeviceType']
const CAMPAIGN = [...ATTRIBUTES, 'CampaignId', 'CampaignName']
const AD_GROUP = [...CAMPAIGN, 'AdGroupId', 'AdGroupName']
/** https://learn.microsoft.com/en-us/advertising/reporting-service/adperformancereportcolumn and its neighbours: each report has columns of its own. */
const LEVELS = {
  Account: ATTRIBUTES,
  Campaign: CAMPAIGN,
  AdGroup: AD_GROUP,
  Ad: [...AD_GROUP, 'AdId', 'AdTitle'],
}

/** https://learn.microsoft.com/en-us/advertising/reporting-service/submitgeneratereport */
const submit = ([level, attributes]: [string, string[]]): WireEndpoint => ({
  post: '/Reporting/v13/GenerateReport/Submit',
  match: { 'body.ReportRequest.Type': `${level}PerformanceReportRequest` },
  headers: FOR_ACCOUNT,
  body: {
    'ReportRequest.Type': 'text!',
    'ReportRequest.ReportName': 'text',
    'ReportRequest.Format': 'const(Csv)!',
    'ReportRequest.FormatVersion': 'const(2.0)!',
    'ReportRequest.Aggregation': 'const(Daily)!',
    // Unless both are left out, ten lines stand above the table and a copyright below it.
    'ReportRequest.ExcludeReportHeader': 'const(true)!',
    'ReportRequest.ExcludeReportFooter': 'const(true)!',
    'ReportRequest.ExcludeColumnHeaders': 'const(false)',
    'ReportRequest.ReturnOnlyCompleteData': 'const(false)',
    'ReportRequest.Columns.*': `enum(${[...attributes, ...Object.keys(METRICS)].join('|')})!`,
    'ReportRequest.Scope.AccountIds.*': 'is(accountKey|digits:9)!',
    'ReportRequest.Time.CustomDateRangeStart': 'since(day, ymd)!',
    'ReportRequest.Time.CustomDateRangeEnd': 'through(day, ymd)!',
    'ReportRequest.Time.ReportTimeZone': 'text',
  },
  page: { ReportRequestId: '{{job.id}}' },
  // Reports of the sample are ready at once: a first sync asks for many.
  job: { step: 'create', name: 'report', polls: 0, url: `https://${FILES}/{job}.zip?sig=sandbox` },
})

export default defineVendorWire({
  docs: 'https://learn.microsoft.com/en-us/advertising/guides/request-download-report',
  hosts: [
    'reporting.api.bingads.microsoft.com',
    'clientcenter.api.bingads.microsoft.com',
    FILES,
    'login.microsoftonline.com',
  ],
  auth: { oauth: true },
  oauth: { lifetime: 3600, rotates: true },
  headers: { CustomerId: '/\\d+/', CustomerAccountId: '/\\d+/' },
  endpoints: [
    {
      post: '/CustomerManagement/v13/User/Query',
      headers: CALLER,
      body: { UserId: 'any' },
      page: 'pages/user.json',
    },
    {
      post: '/CustomerManagement/v13/Accounts/Search',
      headers: CALLER,
      body: {
        'Predicates.*.Field': 'const(UserId)!',
        'Predicates.*.Operator': 'const(Equals)!',
        'Predicates.*.Value': 'const(300014221)!',
        'PageInfo.Index': 'int>=0=0',
        'PageInfo.Size': 'int>=1<=1000!',
      },
      page: 'pages/accounts.json',
      rows: 'Accounts',
      from: 'adAccounts',
      where: OURS,
      paging: { by: 'page', at: 'body.PageInfo.Index', first: 0, size: 'body.PageInfo.Size' },
    },
    ...Object.entries(LEVELS).map(submit),
    {
      post: '/Reporting/v13/GenerateReport/Poll',
      headers: FOR_ACCOUNT,
      body: { ReportRequestId: 'text!' },
      page: 'pages/poll.json',
      job: { step: 'poll', name: 'report', at: 'body.ReportRequestId' },
    },
    {
      get: '/{id}.zip',
      host: FILES,
      open: true,
      query: { sig: 'const(sandbox)!' },
      page: 'pages/report.csv',
      rows: '$',
      from: 'adDays',
      where: OURS,
      dimensions: { at: COLUMNS, of: DIMENSIONS },
      metrics: { at: COLUMNS, of: METRICS },
      compression: 'zip',
      job: { step: 'download', name: 'report' },
    },
  ],
  errors: 'pages/errors.json',
})
