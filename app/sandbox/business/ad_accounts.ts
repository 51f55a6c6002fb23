import type { SampleAdAccount, SampleCampaign } from '#kit'
import type { Season } from './calendar.js'

/** How one campaign behaves; the generator turns it into days. */
export interface CampaignPlan {
  name: string
  season: Season
  channel: 'search' | 'shopping'
  status?: 'paused' | 'removed'
  /** Spend on a day of average demand, in major units of the account's currency. */
  dailySpend: number
  costPerClick: number
  clickRate: number
  orderRate: number
  adGroups: string[]
}

export interface AccountPlan {
  id: string
  name: string
  currency: string
  timeZone: string
  storefront: string
  campaigns: CampaignPlan[]
}

const search = (
  name: string,
  adGroups: string[],
  numbers: Partial<CampaignPlan> & { dailySpend: number }
): CampaignPlan => ({
  name,
  adGroups,
  season: 'always',
  channel: 'search',
  costPerClick: 0.42,
  clickRate: 0.045,
  orderRate: 0.03,
  ...numbers,
})

const EUROPE: CampaignPlan[] = [
  search('Brand – Europe', ['Brand exact', 'Brand + product'], {
    dailySpend: 7.2,
    costPerClick: 0.18,
    clickRate: 0.14,
    orderRate: 0.07,
  }),
  search('Beans – Netherlands', ['Espresso beans', 'Filter beans', 'Decaf beans'], {
    dailySpend: 19.2,
  }),
  search('Beans – Germany', ['Espressobohnen', 'Filterkaffee'], { dailySpend: 14.4 }),
  search('Coffee club – Europe', ['Coffee subscription', 'Gift subscription'], {
    dailySpend: 9.6,
    orderRate: 0.02,
  }),
  search('Shopping – Europe', ['Beans feed', 'Equipment feed', 'Gift feed'], {
    dailySpend: 24,
    channel: 'shopping',
    costPerClick: 0.3,
    clickRate: 0.012,
    orderRate: 0.022,
  }),
  search('Cold brew summer', ['Cold brew kits', 'Iced coffee'], {
    season: 'coldBrew',
    dailySpend: 12.8,
  }),
  search('Holiday gifts – Europe', ['Gift boxes', 'Grinders'], {
    season: 'holidayGifts',
    dailySpend: 27.2,
    orderRate: 0.036,
  }),
  search('Wholesale leads', ['Office coffee'], { status: 'paused', dailySpend: 0 }),
]

const UNITED_STATES: CampaignPlan[] = [
  search('Brand – US', ['Brand exact', 'Brand + store'], {
    dailySpend: 6.4,
    costPerClick: 0.31,
    clickRate: 0.12,
    orderRate: 0.065,
  }),
  search('Beans – East Coast', ['Espresso beans', 'Filter beans'], {
    dailySpend: 25.6,
    costPerClick: 0.66,
    clickRate: 0.038,
  }),
  search('Coffee club – US', ['Coffee subscription'], { dailySpend: 11.2, costPerClick: 0.7 }),
  search('Black Friday – US', ['Deals', 'Gift boxes'], {
    season: 'blackFriday',
    dailySpend: 48,
    costPerClick: 0.74,
    orderRate: 0.04,
  }),
  search('Shopping – US', ['Beans feed', 'Equipment feed'], {
    dailySpend: 20.8,
    channel: 'shopping',
    costPerClick: 0.44,
    clickRate: 0.011,
    orderRate: 0.021,
  }),
  search('Test campaign 2023', ['Old test'], { status: 'removed', dailySpend: 0 }),
]

export const ACCOUNT_PLANS: AccountPlan[] = [
  {
    id: '4115550101',
    name: 'Harbor Coffee Europe',
    currency: 'EUR',
    timeZone: 'Europe/Amsterdam',
    storefront: 'europe',
    campaigns: EUROPE,
  },
  {
    id: '4115550202',
    name: 'Harbor Coffee USA',
    currency: 'USD',
    timeZone: 'America/New_York',
    storefront: 'united-states',
    campaigns: UNITED_STATES,
  },
]

/** Two ads a group; the second is the newer text that has fewer clicks. */
export const AD_SHARES = [0.62, 0.38]

/** The same accounts as the ad platform lists them: ids follow from the order of the plan. */
export function listAdAccounts(): SampleAdAccount[] {
  return ACCOUNT_PLANS.map((plan) => ({
    id: plan.id,
    platform: 'search_ads',
    name: plan.name,
    currency: plan.currency,
    timeZone: plan.timeZone,
    campaigns: plan.campaigns.map((campaign, index) => listCampaign(plan, campaign, index)),
  }))
}

function listCampaign(account: AccountPlan, plan: CampaignPlan, index: number): SampleCampaign {
  const status = plan.status ?? 'enabled'
  const suffix = `${account.id.slice(-3)}${String(index + 1).padStart(2, '0')}`
  return {
    id: `20731${suffix}`,
    name: plan.name,
    status,
    channel: plan.channel,
    dailyBudgetMicros: Math.max(10, Math.round(plan.dailySpend * 1.6)) * 1_000_000,
    startDay: '2025-01-06',
    adGroups: plan.adGroups.map((name, position) => ({
      id: `15824${suffix}${position + 1}`,
      name,
      status,
      ads: AD_SHARES.map((_, number) => ({
        id: `68117${suffix}${position + 1}${number + 1}`,
        headline: `${name}, text ${'AB'[number]}`,
        status: 'enabled',
      })),
    })),
  }
}
