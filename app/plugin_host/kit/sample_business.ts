/** The fictitious business that every vendor's emulator reports on, each in its own words. */

/** `YYYY-MM-DD` */
export type SampleDay = string
/** Seconds since 1970, UTC. */
export type UnixSeconds = number

export type SampleStatus = 'enabled' | 'paused' | 'removed'

export interface SampleAd {
  id: string
  headline: string
  status: SampleStatus
}

export interface SampleAdGroup {
  id: string
  name: string
  status: SampleStatus
  ads: SampleAd[]
}

export interface SampleCampaign {
  id: string
  name: string
  status: SampleStatus
  channel: 'search' | 'shopping'
  dailyBudgetMicros: number
  startDay: SampleDay
  adGroups: SampleAdGroup[]
}

export interface SampleAdAccount {
  id: string
  /** The kind of platform that runs the ads: each vendor's emulator serves its own kind. */
  platform: 'search_ads'
  name: string
  currency: string
  timeZone: string
  campaigns: SampleCampaign[]
}

/** What the platform reports at a moment about one ad on one day of the account's time zone. */
export interface AdReportRow {
  day: SampleDay
  campaignId: string
  adGroupId: string
  adId: string
  impressions: number
  clicks: number
  costMicros: number
  /** Orders so far that followed a click of this day: grows for two weeks. */
  conversions: number
  /** Their value in the account's currency, in micros. */
  conversionValueMicros: number
}

export interface Attribution {
  accountId: string
  campaignId: string
  adGroupId: string
  adId: string
  clickDay: SampleDay
}

export interface SampleRefund {
  key: string
  at: UnixSeconds
  amountMinor: number
  reason: 'requested_by_customer' | 'duplicate'
}

export interface SampleDispute {
  key: string
  at: UnixSeconds
  amountMinor: number
  reason: 'fraudulent' | 'product_not_received'
  decidedAt: UnixSeconds
  outcome: 'won' | 'lost'
}

/** One paid order; each is exactly one successful payment. */
export interface SampleOrder {
  key: string
  storefront: string
  at: UnixSeconds
  currency: string
  /** In the currency's smallest unit: cents, or yen. */
  amountMinor: number
  customerKey: string
  description: string
  attribution?: Attribution
  subscriptionKey?: string
  /** A declined try some minutes before the payment that worked. */
  declinedAt?: UnixSeconds
  refunds: SampleRefund[]
  dispute?: SampleDispute
}

export interface SampleCustomer {
  key: string
  name: string
  email: string
  country: string
  currency: string
  createdAt: UnixSeconds
}

export interface SampleSubscription {
  key: string
  customerKey: string
  currency: string
  amountMinor: number
  startedAt: UnixSeconds
  endedAt?: UnixSeconds
  orderKeys: string[]
}

/**
 * One record of a series. Money is whole micros of the major unit, moments are seconds since 1970, days `YYYY-MM-DD` in the
 * zone of the record's account.
 */
export type SampleRow = Record<string, unknown>

export interface SampleBusiness {
  name: string
  /** First and last day that the sample covers. */
  from: SampleDay
  to: SampleDay
  adAccounts: SampleAdAccount[]
  /** In the order they were placed. */
  orders: SampleOrder[]
  customers: SampleCustomer[]
  subscriptions: SampleSubscription[]
  /** As of the full hour before `now`. Rows in the order of day, campaign, ad group, ad. */
  reportAds(accountId: string, now: Date): AdReportRow[]
  /**
   * The records of one series as of the full hour before `now`; docs/plugin-developers.md lists the series and their fields.
   * Throws a sentence for a name that is none.
   */
  series(name: string, now: Date): SampleRow[]
}
