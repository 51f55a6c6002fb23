import { SDK_VERSION, type ApiConnector, type Plugin, type VendorWire } from '#kit'
import { formatted, literalOf } from '../text/literal.js'
import { connectorName, folderOf, titleOf, type NewSource } from './choices.js'
import { AUTH_WAYS, PAGING_WAYS } from './ways.js'

/** Every file of a new source by its path below the root; they pass levels 0 to 2 as they are. */
export async function scaffoldPlugin(
  root: string,
  source: NewSource
): Promise<{ folder: string; files: Record<string, string> }> {
  const folder = folderOf(source)
  const files: Record<string, string> = {
    'plugin.ts': moduleOf('definePlugin', manifestOf(source)),
    'sandbox/wire.ts': moduleOf('defineVendorWire', wireOf(source)),
    ...Object.fromEntries(
      Object.entries(pagesOf(source)).map(([path, page]) => [path, json(page)])
    ),
    'README.md': readmeOf(source),
    'CHANGELOG.md': '# Changelog\n\n## 1.0.0\n\nFirst version.\n',
    'icon.svg': iconOf(source),
  }
  const entries = await Promise.all(
    Object.entries(files).map(async ([name, text]): Promise<[string, string]> => {
      const path = `${folder}/${name}`
      return [path, name.endsWith('.svg') ? text : await formatted(root, path, text)]
    })
  )
  return { folder, files: Object.fromEntries(entries) }
}

const json = (value: unknown) => JSON.stringify(value, null, 2)

const moduleOf = (define: string, value: object) =>
  `import { ${define} } from '#kit'\n\nexport default ${define}(${literalOf(value)})\n`

export function manifestOf(source: NewSource): Plugin {
  const title = titleOf(source)
  return {
    id: `${source.vendor}/${source.name}`,
    version: '1.0.0',
    sdk: `^${SDK_VERSION.split('.').slice(0, 2).join('.')}`,
    title,
    summary: 'Cost and results of campaigns, by day.',
    licence: 'UNLICENSED',
    icon: 'icon.svg',
    scopes: [
      { id: `net:${source.host}`, why: 'Reads campaigns and their numbers.' },
      { id: 'metrics:write', why: 'Adds spend, clicks and impressions to your reports.' },
    ],
    connectors: { [connectorName(source)]: connectorOf(source, title) },
  }
}

function connectorOf(source: NewSource, title: string): ApiConnector {
  return {
    kind: 'api',
    title,
    category: 'ads',
    channel: title,
    auth: {
      [source.auth === 'oauth2' ? 'consent' : 'key']: AUTH_WAYS[source.auth].manifest(source),
    },
    http: {
      base: `https://${source.host}`,
      page: PAGING_WAYS[source.paging].manifest,
      errors: [
        {
          status: [403],
          then: 'fail',
          kind: 'authorization',
          say: `${title} does not let this access read reports. Connect with one that may.`,
        },
      ],
      limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
    },
    check: { get: '/v1/me' },
    accounts: {
      get: '/v1/accounts',
      page: { by: 'none' },
      records: 'accounts',
      id: 'record.id',
      name: 'record.name',
      currency: 'record.currency',
      timeZone: 'record.time_zone',
    },
    streams: { campaign_days: CAMPAIGN_DAYS },
  }
}

const CAMPAIGN_DAYS: ApiConnector['streams'][string] = {
  title: 'Campaigns by day',
  get: '/v1/accounts/{account.id}/report',
  query: { from: '{window.from}', to: '{window.to}' },
  records: 'rows',
  key: 'id',
  each: 'account',
  cursor: { field: 'date', step: 'P30D', lookback: 'P14D', earliest: 'P365D' },
  facts: {
    mode: 'daily',
    date: 'record.date',
    currency: 'account.currency',
    entity: {
      kind: 'campaign',
      id: "account.id + ':' + record.campaign_id",
      name: 'record.campaign_name',
    },
    metrics: {
      spend: 'micros(record.cost)',
      clicks: 'record.clicks',
      impressions: 'record.impressions',
    },
  },
}

/** One ad platform of the sample business, until the author names the series that this vendor tells of. */
const PLATFORM = { platform: 'other_search_ads' }

export function wireOf({ auth, paging }: NewSource): VendorWire {
  const { wire, rules } = PAGING_WAYS[paging]
  const { wire: way, oauth } = AUTH_WAYS[auth]
  return {
    docs: 'https://example.com/the-page-of-the-vendor-that-this-follows',
    auth: way,
    ...(oauth ? { oauth } : {}),
    endpoints: [
      { get: '/v1/me', page: 'pages/me.json' },
      {
        get: '/v1/accounts',
        page: 'pages/accounts.json',
        rows: 'accounts',
        from: 'adAccounts',
        where: PLATFORM,
      },
      {
        get: '/v1/accounts/{account}/report',
        query: { from: 'since(day, date)!', to: 'until(day, date)!', ...rules },
        page: 'pages/report.json',
        rows: 'rows',
        from: 'adDays',
        where: { ...PLATFORM, 'accountKey|digits:10': '{{path.account}}' },
        group: ['day', 'campaignKey'],
        ...(wire ? { paging: wire } : {}),
      },
    ],
    errors: 'pages/errors.json',
  }
}

const pagesOf = ({ paging }: NewSource) => ({
  'sandbox/pages/me.json': { id: '1', name: 'Harbor Coffee' },
  'sandbox/pages/accounts.json': {
    accounts: [
      {
        id: '{{key|digits:10}}',
        name: '{{name}}',
        currency: '{{currency}}',
        time_zone: '{{timeZone}}',
      },
    ],
  },
  'sandbox/pages/report.json': {
    rows: [
      {
        id: '{{campaignKey|digits:10}}-{{day}}',
        campaign_id: '{{campaignKey|digits:10}}',
        campaign_name: '{{campaignName}}',
        date: '{{day}}',
        cost: '{{spend|decimal}}',
        clicks: '{{clicks}}',
        impressions: '{{impressions}}',
      },
    ],
    ...PAGING_WAYS[paging].told,
  },
  'sandbox/pages/errors.json': {
    default: { error: { code: '{{problem.name}}', message: '{{problem.message}}' } },
  },
})

const readmeOf = (source: NewSource) => `# ${titleOf(source)}

## What it reads

Campaigns with cost, clicks and impressions, by day.

## Connecting

Say where a person finds the access that is asked for.

## Numbers

Say in which time zone a day is counted, what the vendor restates and for how long, and where a number differs from the vendor's own screen.

## Limits

Five requests a second are made. Followed: the page of the vendor's documentation.
`

const iconOf = (source: NewSource) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" role="img" aria-label="${titleOf(source)}"><rect width="24" height="24" rx="5" fill="#3b5b7a"/><path d="M6 17V9m6 8V6m6 11v-5" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/></svg>\n`
