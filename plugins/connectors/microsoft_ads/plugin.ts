import { definePlugin } from '#kit'
import { MICROSOFT_CONSENT, MICROSOFT_HOSTS, OFFLINE } from '../../vendors/microsoft/consent.js'
import { errors } from './errors.js'
import { streams } from './streams.js'

/** Who signed in, and which ad accounts there are, is another service than the reports. */
const PERSON = {
  base: 'https://clientcenter.api.bingads.microsoft.com',
  post: '/CustomerManagement/v13/User/Query',
  body: { UserId: null },
} as const
const ADS = 'https://ads.microsoft.com/msads.manage'

export default definePlugin({
  id: 'microsoft/ads',
  version: '1.1.0',
  sdk: '^1.0',
  title: 'Microsoft Ads',
  summary: 'Campaigns, ad groups and ads on Bing and its partners, with cost and results, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'microsoft',
  icon: 'icon.svg',
  links: {
    documentation: 'https://learn.microsoft.com/en-us/advertising/guides/',
    privacy: 'https://privacy.microsoft.com/privacystatement',
  },
  scopes: [
    { id: 'net:reporting.api.bingads.microsoft.com', why: 'Asks for reports.' },
    { id: 'net:clientcenter.api.bingads.microsoft.com', why: 'Lists your ad accounts.' },
    {
      id: 'net:*',
      why: 'Fetches each report from the address that Microsoft names for it. Microsoft asks not to rely on the name of that host.',
    },
    ...MICROSOFT_HOSTS,
    { id: 'metrics:write', why: 'Adds spend, clicks and conversions to your reports.' },
  ],
  connectors: {
    ads: {
      kind: 'api',
      title: 'Microsoft Ads',
      category: 'ads',
      channel: 'Microsoft Ads',
      auth: {
        microsoft: {
          ...MICROSOFT_CONSENT,
          scopes: [
            {
              id: ADS,
              why: 'Lists ad accounts and reads their reports. Microsoft has no permission that only reads.',
            },
            OFFLINE,
          ],
          tokenParameters: { scope: `${ADS} ${OFFLINE.id}` },
          clientFields: {
            developerToken: {
              label: 'Developer token',
              secret: true,
              help: 'From the developer settings of Microsoft Advertising. Only a Super Admin sees them.',
            },
          },
          sandbox: {
            ...MICROSOFT_CONSENT.sandbox,
            fields: { developerToken: 'sandbox-developer-token' },
          },
        },
      },
      http: {
        base: 'https://reporting.api.bingads.microsoft.com',
        headers: {
          DeveloperToken: '{client.developerToken}',
          CustomerId: '{account.attributes.customerId}',
          CustomerAccountId: '{account.id}',
        },
        timeout: 'PT90S',
        errors,
        // How many reports may be asked for is not published; Microsoft answers 117 and 207 where it is too much.
        limits: [{ per: 'connection', requests: 2, every: 'PT1S' }],
      },
      check: PERSON,
      accounts: {
        parents: {
          ...PERSON,
          page: { by: 'none' },
          records: 'User',
          fields: { id: 'text(record.Id)' },
        },
        base: PERSON.base,
        post: '/CustomerManagement/v13/Accounts/Search',
        body: { Predicates: [{ Field: 'UserId', Operator: 'Equals', Value: '{parent.id}' }] },
        page: {
          by: 'page',
          at: 'body',
          pageParameter: 'PageInfo.Index',
          first: 0,
          size: 1000,
          sizeParameter: 'PageInfo.Size',
        },
        records: 'Accounts',
        id: 'text(record.Id)',
        name: 'record.Name',
        currency: 'record.CurrencyCode',
        // Reports are of days of UTC, whatever zone the account shows.
        timeZone: '"UTC"',
        attributes: { customerId: 'text(record.ParentCustomerId)' },
      },
      streams,
    },
  },
})
