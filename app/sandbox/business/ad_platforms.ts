import type { Season } from './calendar.js'

export type AdPlatform = 'social_ads' | 'professional_ads' | 'short_video_ads' | 'other_search_ads'

export interface PlatformCampaign {
  name: string
  objective: 'sales' | 'traffic' | 'awareness'
  season: Season
  status: 'enabled' | 'paused'
  /** Spend on a day of average demand, in major units of the account's currency. */
  dailySpend: number
  groups: string[]
}

export interface PlatformAccount {
  platform: AdPlatform
  storefront: string
  name: string
  currency: string
  timeZone: string
  country: string
  costPerClick: number
  clickRate: number
  campaigns: PlatformCampaign[]
}

type Outline = [
  name: string,
  objective: PlatformCampaign['objective'],
  dailySpend: number,
  season?: Season,
]

const campaign =
  (groups: string[]) =>
  ([name, objective, dailySpend, season = 'always']: Outline): PlatformCampaign => ({
    name,
    objective,
    season,
    dailySpend,
    status: dailySpend > 0 ? 'enabled' : 'paused',
    groups,
  })

const EUROPE = {
  storefront: 'europe',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  country: 'NL',
}
const AMERICA = {
  storefront: 'united-states',
  currency: 'USD',
  timeZone: 'America/New_York',
  country: 'US',
}
const JAPAN = { storefront: 'japan', currency: 'JPY', timeZone: 'Asia/Tokyo', country: 'JP' }

const social = (factor: number) =>
  (
    [
      ['Prospecting – coffee lovers', 'sales', 21 * factor],
      ['Retargeting – visitors', 'sales', 9 * factor],
      ['Cold brew reels', 'traffic', 8 * factor, 'coldBrew'],
      ['Holiday gift box', 'sales', 18 * factor, 'holidayGifts'],
      ['Brand film', 'awareness', 0],
    ] as Outline[]
  ).map(campaign(['Broad', 'Lookalike']))

const video = (factor: number) =>
  (
    [
      ['Spark – brew at home', 'sales', 11 * factor],
      ['Barista tips', 'traffic', 6 * factor],
    ] as Outline[]
  ).map(campaign(['Interest', 'Creators']))

const search = (factor: number) =>
  (
    [
      ['Brand', 'sales', 3 * factor],
      ['Beans', 'sales', 9 * factor],
    ] as Outline[]
  ).map(campaign(['Exact', 'Phrase']))

/** Ad accounts beside the search ads: what each costs is fictitious, and so are its names. */
export const PLATFORM_ACCOUNTS: PlatformAccount[] = [
  { platform: 'social_ads', ...EUROPE, name: 'Harbor Coffee Europe', costPerClick: 0.55, clickRate: 0.013, campaigns: social(1) },
  { platform: 'social_ads', ...AMERICA, name: 'Harbor Coffee USA', costPerClick: 0.8, clickRate: 0.012, campaigns: social(1.2) },
  { platform: 'social_ads', ...JAPAN, name: 'Harbor Coffee Japan', costPerClick: 90, clickRate: 0.011, campaigns: social(140) },
  { platform: 'short_video_ads', ...EUROPE, name: 'Harbor Coffee EU', costPerClick: 0.4, clickRate: 0.009, campaigns: video(1) },
  { platform: 'short_video_ads', ...AMERICA, name: 'Harbor Coffee US', costPerClick: 0.6, clickRate: 0.009, campaigns: video(1.1) },
  {
    platform: 'professional_ads',
    ...EUROPE,
    name: 'Harbor Coffee for offices',
    costPerClick: 4.1,
    clickRate: 0.006,
    campaigns: ([['Office coffee', 'traffic', 26], ['Hospitality buyers', 'awareness', 14]] as Outline[]).map(campaign(['Facility managers', 'Founders'])),
  },
  { platform: 'other_search_ads', ...EUROPE, name: 'Harbor Coffee Europe', costPerClick: 0.33, clickRate: 0.038, campaigns: search(1) },
  { platform: 'other_search_ads', ...AMERICA, name: 'Harbor Coffee USA', costPerClick: 0.5, clickRate: 0.034, campaigns: search(1.3) },
] // prettier-ignore

/** When the first of these accounts was opened. */
export const PLATFORMS_OPENED = '2025-01-06'
