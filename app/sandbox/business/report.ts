import type { AdReportRow, SampleAdAccount, SampleDay, SampleOrder } from '#kit'
import type { AdDay } from './advertising.js'
import { MINOR_UNITS } from './catalogue.js'
import { dayIn, shareElapsed } from './days.js'

interface Reporting {
  account: SampleAdAccount
  days: AdDay[]
  orders: SampleOrder[]
  now: Date
  from: SampleDay
}

/**
 * What the ad platform shows at the moment: whole days as they were, today as far as it got, and on
 * each day the orders that have followed so far. That is why recent days keep changing for two weeks.
 */
export function reportAds({ account, days, orders, now, from }: Reporting): AdReportRow[] {
  const conversions = countConversions(account, orders, now)
  const today = dayIn(account.timeZone, now)
  const elapsed = shareElapsed(account.timeZone, today, now)
  return days
    .filter(({ attribution }) => attribution.clickDay >= from && attribution.clickDay <= today)
    .map((adDay) => {
      const { clickDay, campaignId, adGroupId, adId } = adDay.attribution
      const won = conversions.get(`${adId} ${clickDay}`) ?? { count: 0, valueMicros: 0 }
      const share = clickDay === today ? elapsed : 1
      const clicks = Math.max(Math.floor(adDay.clicks * share), won.count)
      return {
        day: clickDay,
        campaignId,
        adGroupId,
        adId,
        impressions: Math.max(Math.floor(adDay.impressions * share), clicks),
        clicks,
        costMicros: costOf(adDay, clicks),
        conversions: won.count,
        conversionValueMicros: won.valueMicros,
      }
    })
    .filter(({ impressions }) => impressions > 0)
}

/** Cost grows with the clicks and is whole cents at every moment. */
function costOf({ costMicros, clicks: allClicks }: AdDay, clicks: number): number {
  if (clicks >= allClicks) {
    return costMicros
  }
  return Math.floor((costMicros * clicks) / allClicks / 10_000) * 10_000
}

function countConversions({ id, currency }: SampleAdAccount, orders: SampleOrder[], now: Date) {
  const seconds = now.getTime() / 1000
  const counts = new Map<string, { count: number; valueMicros: number }>()
  for (const { attribution, at, amountMinor } of orders) {
    if (attribution?.accountId === id && at <= seconds) {
      const key = `${attribution.adId} ${attribution.clickDay}`
      const count = counts.get(key) ?? { count: 0, valueMicros: 0 }
      count.count++
      count.valueMicros += (amountMinor * 1_000_000) / MINOR_UNITS[currency]
      counts.set(key, count)
    }
  }
  return counts
}
