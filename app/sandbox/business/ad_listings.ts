import type { SampleRow } from '#kit'
import { startOfDay } from './days.js'
import { PLATFORM_ACCOUNTS, PLATFORMS_OPENED, type PlatformAccount } from './ad_platforms.js'
import type { Series } from './telling.js'

const ADS = ['Photo', 'Video']

/** The accounts with everything below them, in the order of the plan. */
const accountKey = ({ platform, storefront }: PlatformAccount) => `${platform}/${storefront}`

export function describeAccount(account: PlatformAccount) {
  const { platform, name, currency, timeZone } = account
  return { platform, accountKey: accountKey(account), accountName: name, currency, timeZone }
}

export interface PlannedAd {
  account: PlatformAccount
  campaign: PlatformAccount['campaigns'][number]
  /** Share of the campaign's spend. */
  share: number
  /** Names and keys that every row of the ad carries. */
  names: {
    campaignKey: string
    campaignName: string
    groupKey: string
    groupName: string
    adKey: string
    adName: string
    objective: string
  }
}

/** Every ad that there is, first account first. */
export const PLANNED_ADS: PlannedAd[] = PLATFORM_ACCOUNTS.flatMap((account) =>
  account.campaigns.flatMap((campaign) =>
    campaign.groups.flatMap((groupName) =>
      ADS.map((adName, number) => {
        const campaignKey = `${accountKey(account)}/${campaign.name}`
        const groupKey = `${campaignKey}/${groupName}`
        const names = {
          campaignKey,
          campaignName: campaign.name,
          groupKey,
          groupName,
          adKey: `${groupKey}/${adName}`,
          adName: `${adName} – ${groupName}`,
          objective: campaign.objective,
        }
        return { account, campaign, share: [0.6, 0.4][number] / campaign.groups.length, names }
      })
    )
  )
)

const openedAt = ({ timeZone }: PlatformAccount) => startOfDay(timeZone, PLATFORMS_OPENED) + 32_400

const listAccounts = (): SampleRow[] =>
  PLATFORM_ACCOUNTS.map((account) => ({
    key: accountKey(account),
    platform: account.platform,
    name: account.name,
    currency: account.currency,
    timeZone: account.timeZone,
    country: account.country,
    status: 'enabled',
    createdAt: openedAt(account),
  }))

const stateOf = ({ account, campaign }: PlannedAd) => ({
  ...describeAccount(account),
  status: campaign.status,
  createdAt: openedAt(account),
  changedAt: openedAt(account) + 86_400,
  startDay: PLATFORMS_OPENED,
})

const MICROS = 1_000_000

/** One row for each campaign, group or ad: the first ad of each names it. */
function listBy(key: 'campaignKey' | 'groupKey' | 'adKey', row: (ad: PlannedAd) => SampleRow) {
  const firsts = PLANNED_ADS.filter(
    (ad, index) => PLANNED_ADS.findIndex(({ names }) => names[key] === ad.names[key]) === index
  )
  return firsts.map((ad) => ({ key: ad.names[key], ...stateOf(ad), ...row(ad) }))
}

const listCampaigns = () =>
  listBy('campaignKey', ({ campaign }) => ({
    name: campaign.name,
    objective: campaign.objective,
    dailyBudget: Math.round(campaign.dailySpend * 1.6) * MICROS,
  }))

const listGroups = () =>
  listBy('groupKey', ({ names, account }) => ({
    name: names.groupName,
    campaignKey: names.campaignKey,
    campaignName: names.campaignName,
    objective: names.objective,
    bid: Math.round(account.costPerClick * 100) * 10_000,
  }))

const listAds = () =>
  listBy('adKey', ({ names, account }) => ({
    name: names.adName,
    campaignKey: names.campaignKey,
    campaignName: names.campaignName,
    groupKey: names.groupKey,
    groupName: names.groupName,
    objective: names.objective,
    creativeKey: `creative/${names.adKey}`,
    headline: `${names.adName}: fresh from the roastery`,
    landingPage: `https://${account.country.toLowerCase()}.harbor-coffee.example/beans`,
  }))

const ACCOUNT = {
  key: 'id',
  platform: '`social_ads`, `professional_ads`, `short_video_ads`, `other_search_ads`',
  currency: 'code',
  timeZone: 'zone',
  name: 'name',
  status: '`enabled`, `paused`',
  createdAt: 'moment',
}
const OF_ACCOUNT = {
  ...ACCOUNT,
  accountKey: 'id of the account',
  accountName: 'name of the account',
  startDay: 'day',
  changedAt: 'moment',
  objective: '`sales`, `traffic`, `awareness`',
}
const OF_CAMPAIGN = { ...OF_ACCOUNT, campaignKey: 'id', campaignName: 'name' }

export const AD_LISTINGS: Record<string, Series> = {
  adAccounts: {
    about: 'Ad accounts of the platforms besides search ads',
    fields: { ...ACCOUNT, country: 'code' },
    rows: listAccounts,
  },
  adCampaigns: {
    about: 'Their campaigns',
    fields: { ...OF_ACCOUNT, dailyBudget: 'money' },
    rows: listCampaigns,
  },
  adGroups: {
    about: 'Their ad groups or ad sets',
    fields: { ...OF_CAMPAIGN, bid: 'money' },
    rows: listGroups,
  },
  ads: {
    about: 'Their ads',
    fields: {
      ...OF_CAMPAIGN,
      groupKey: 'id',
      groupName: 'name',
      creativeKey: 'id',
      headline: 'text',
      landingPage: 'address',
    },
    rows: listAds,
  },
}
