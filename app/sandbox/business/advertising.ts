import type { Attribution, SampleAdAccount, SampleCampaign, SampleDay } from '#kit'
import { ACCOUNT_PLANS, AD_SHARES, type AccountPlan, type CampaignPlan } from './ad_accounts.js'
import { demandOn, isInSeason } from './calendar.js'
import { Random } from './random.js'

/** What one ad did on one day once the day is over. Conversions follow from the orders. */
export interface AdDay {
  attribution: Attribution
  impressions: number
  clicks: number
  costMicros: number
}

/** One click that led to an order: which, and how many days later the order came. */
export interface WinningClick {
  attribution: Attribution
  storefront: string
  number: number
  lagDays: number
}

/** Longest time from click to order: what the platform counts, and so how long it restates. */
export const CONVERSION_WINDOW_DAYS = 14

/** Chance of an order 0, 1, 2 … 13 days after the click. */
const LAG_WEIGHTS = [58, 14, 8, 5, 4, 3, 2, 1.6, 1.2, 1, 0.8, 0.6, 0.5, 0.3]

const CENT_MICROS = 10_000

/** Everything the account's ads did on the day, in the order of the account's plan. */
export function advertise(account: SampleAdAccount, day: SampleDay, seed: string) {
  const plan = ACCOUNT_PLANS.find(({ id }) => id === account.id)!
  const days: AdDay[] = []
  const wins: WinningClick[] = []
  account.campaigns.forEach((campaign, index) => {
    const campaignPlan = plan.campaigns[index]
    if (campaignPlan.dailySpend > 0 && isInSeason(campaignPlan.season, day)) {
      runCampaign({ account: plan, campaign, plan: campaignPlan, day, seed }, days, wins)
    }
  })
  return { days, wins }
}

interface CampaignDay {
  account: AccountPlan
  campaign: SampleCampaign
  plan: CampaignPlan
  day: SampleDay
  seed: string
}

function runCampaign(run: CampaignDay, days: AdDay[], wins: WinningClick[]) {
  const { account, campaign, plan, day } = run
  const demand = demandOn(day)
  for (const group of campaign.adGroups) {
    group.ads.forEach((ad, number) => {
      const random = new Random(`${run.seed}/ad/${ad.id}/${day}`)
      const share = AD_SHARES[number] / campaign.adGroups.length
      const attribution = {
        accountId: account.id,
        campaignId: campaign.id,
        adGroupId: group.id,
        adId: ad.id,
        clickDay: day,
      }
      const adDay = spend(random, plan, plan.dailySpend * share * demand)
      days.push({ attribution, ...adDay })
      wins.push(
        ...winOrders(random, plan.orderRate, { attribution, clicks: adDay.clicks, account })
      )
    })
  }
}

/** Spend buys clicks, clicks need impressions. Cost is a whole number of cents, as it is billed. */
function spend(random: Random, plan: CampaignPlan, amount: number) {
  const clicks = random.poisson((amount / plan.costPerClick) * random.noise(0.12))
  const centsPerClick = plan.costPerClick * 100 * random.noise(0.08)
  const cents = Math.max(clicks, Math.round(clicks * centsPerClick))
  const clickRate = Math.min(0.5, plan.clickRate * random.noise(0.1))
  const impressions = Math.max(clicks, Math.round((clicks + random.next()) / clickRate))
  return { impressions, clicks, costMicros: cents * CENT_MICROS }
}

interface Clicks {
  attribution: Attribution
  clicks: number
  account: AccountPlan
}

function winOrders(random: Random, orderRate: number, clicked: Clicks): WinningClick[] {
  const count = Math.min(clicked.clicks, random.poisson(clicked.clicks * orderRate))
  return Array.from({ length: count }, (_, number) => ({
    attribution: clicked.attribution,
    storefront: clicked.account.storefront,
    number,
    lagDays: random.weighted(LAG_WEIGHTS),
  }))
}
