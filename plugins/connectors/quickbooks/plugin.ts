import { definePlugin } from '#kit'
import { errors } from './errors.js'
import { MINOR_VERSION, streams } from './streams.js'

export default definePlugin({
  id: 'intuit/quickbooks',
  version: '1.1.0',
  sdk: '^1.0',
  title: 'QuickBooks Online',
  summary: 'Invoices, bills, payments, and income and expenses by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: {
    documentation:
      'https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice',
  },
  scopes: [
    { id: 'net:*.api.intuit.com', why: 'Reads invoices, bills, payments and reports.' },
    { id: 'net:appcenter.intuit.com', why: 'Requests your consent at Intuit.' },
    { id: 'net:oauth.platform.intuit.com', why: 'Exchanges your consent for access.' },
    { id: 'net:developer.api.intuit.com', why: 'Revokes the access when you disconnect.' },
    { id: 'metrics:write', why: 'Adds invoices, income and expenses to your reports.' },
  ],
  connectors: {
    accounting: {
      kind: 'api',
      title: 'QuickBooks Online',
      category: 'accounting',
      channel: 'QuickBooks Online',
      settings: {
        type: 'object',
        properties: {
          environment: {
            type: 'string',
            title: 'Environment',
            enum: ['quickbooks', 'sandbox-quickbooks'],
            labels: { 'quickbooks': 'Company', 'sandbox-quickbooks': 'Test company of Intuit' },
            default: 'quickbooks',
          },
        },
      },
      auth: {
        consent: {
          kind: 'oauth2',
          authorize: 'https://appcenter.intuit.com/connect/oauth2',
          token: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
          revoke: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
          scopes: [
            {
              id: 'com.intuit.quickbooks.accounting',
              why: 'Reads invoices, bills, payments and reports.',
            },
          ],
          clientAuth: 'basic',
          lifetime: 'PT1H',
          refreshLifetime: 'P100D',
          answer: {
            accessToken: 'access_token',
            refreshToken: 'refresh_token',
            expiresIn: 'expires_in',
            refreshExpiresIn: 'x_refresh_token_expires_in',
          },
          // The company stands in the address that Intuit sends the person back to.
          keep: ['realmId'],
          sandbox: { clientId: 'quarterdeck-quickbooks-sandbox', clientSecret: 'sandbox-secret' },
        },
      },
      http: {
        base: 'https://{settings.environment}.api.intuit.com',
        headers: { accept: 'application/json' },
        errors,
        warn: [
          {
            when: '["Invoice", "Bill", "Payment"].exists(entity, size(list(first(response.body.CDCResponse[0].QueryResponse, {})[entity])) >= 1000)',
            say: 'More than 1,000 documents changed since the last sync, so QuickBooks did not name all that were deleted. What was deleted may still be counted.',
          },
        ],
        ok: 'response.body.Fault == null && response.body.fault == null',
        // 500 a minute and company, ten a second: https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
        limits: [
          { per: 'account', requests: 400, every: 'PT1M' },
          { per: 'account', requests: 8, every: 'PT1S' },
        ],
      },
      check: {
        get: '/v3/company/{token.realmId}/companyinfo/{token.realmId}',
        query: { minorversion: MINOR_VERSION },
      },
      accounts: {
        get: '/v3/company/{token.realmId}/companyinfo/{token.realmId}',
        query: { minorversion: MINOR_VERSION },
        page: { by: 'none' },
        records: 'CompanyInfo',
        id: 'token.realmId',
        name: 'record.CompanyName',
      },
      streams,
    },
  },
})
