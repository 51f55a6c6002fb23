import type { EntityMapping, FactMapping, Stream } from '#kit'
import { META_VERSION } from '../../vendors/meta/consent.js'

const action = (list: string, type: string) => `pick(record.${list}, "action_type", "${type}")`
/** Purchases on the website, in the app and in shops together; older accounts have `purchase` alone. */
const purchases = (list: string) =>
  `coalesce(coalesce(${action(list, 'omni_purchase')}, ${action(list, 'purchase')}), "0")`
/** Meta leaves an action out on days on which it did not happen. */
const counted = (type: string) => `number(coalesce(${action('actions', type)}, "0"))`

const METRICS = {
  spend: 'micros(record.spend)',
  impressions: 'number(record.impressions)',
  clicks: 'number(coalesce(record.clicks, "0"))',
  link_clicks: counted('link_click'),
  landing_page_views: counted('landing_page_view'),
  conversions: `number(${purchases('actions')})`,
  conversion_value: `micros(${purchases('action_values')})`,
  ad_leads: counted('lead'),
  video_views: counted('video_view'),
}
const NUMBERS = ['spend', 'impressions', 'clicks', 'actions', 'action_values']

const entity = (kind: string, name: string) => ({
  kind,
  id: `record.${name}_id`,
  name: `record.${name}_name`,
})
const CAMPAIGN = entity('campaign', 'campaign')
const AD_SET = entity('ad_group', 'adset')

const insights = (level: string, names: string[] = []) =>
  ({
    get: `/${META_VERSION}/{account.id}/insights`,
    query: {
      level,
      fields: [...names.flatMap((name) => [`${name}_id`, `${name}_name`]), ...NUMBERS].join(','),
      time_range: '{{"since":"{window.from}","until":"{window.to}"}}',
      time_increment: '1',
    },
    records: 'data',
  }) as const

const days = (
  level: string,
  names: string[],
  facts: Pick<FactMapping, 'feeds'> & { entity: EntityMapping }
): Stream => ({
  ...insights(level, names),
  key: [`${level}_id`, 'date_start'],
  each: 'account',
  // Meta counts and corrects results for 28 days, and keeps them for 37 months.
  cursor: { field: 'date_start', step: 'P30D', lookback: 'P28D', earliest: 'P730D' },
  facts: {
    mode: 'daily',
    date: 'record.date_start',
    currency: 'account.currency',
    metrics: METRICS,
    ...facts,
  },
})

export const streams: Record<string, Stream> = {
  campaigns: {
    title: 'Campaigns by day',
    ...days('campaign', ['campaign'], { entity: CAMPAIGN }),
    totals: { ...insights('account'), metrics: METRICS, currency: 'account.currency' },
  },
  ad_sets: {
    title: 'Ad sets by day',
    ...days('adset', ['campaign', 'adset'], {
      entity: { ...AD_SET, ancestors: [CAMPAIGN] },
      feeds: 'detail',
    }),
  },
  ads: {
    title: 'Ads by day',
    ...days('ad', ['campaign', 'adset', 'ad'], {
      entity: { ...entity('ad', 'ad'), ancestors: [AD_SET, CAMPAIGN] },
      feeds: 'detail',
    }),
  },
}
