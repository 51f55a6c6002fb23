import type { AdReportRow, SampleAdAccount, SandboxWorld } from '#kit'
import { satisfies } from './conditions.js'
import { ALL_FIELDS, METRICS, SEGMENTS, type Scope, type Totals } from './fields.js'
import type { Condition, Query } from './gaql.js'
import { dateSegment, segment } from './segments.js'

const NOTHING: Totals = {
  impressions: 0,
  clicks: 0,
  costMicros: 0,
  conversions: 0,
  conversionValueMicros: 0,
}

export interface Customer {
  account: SampleAdAccount
  isManager: boolean
  /** Accounts below a manager. */
  clients: SampleAdAccount[]
}

/** Every row that the query asks for, in its order, before paging. */
export function selectRows(query: Query, customer: Customer, world: SandboxWorld): Scope[] {
  const today = todayIn(customer.account.timeZone, world.now)
  const keeps = (scope: Scope, kind: 'attribute' | 'metric') =>
    query.where
      .filter(({ field }) => !(field in SEGMENTS) && field in METRICS === (kind === 'metric'))
      .every((condition) => satisfies(ALL_FIELDS[condition.field](scope), condition, today))
  const entities = listEntities(query, customer).filter((scope) => keeps(scope, 'attribute'))
  const rows = isReport(query)
    ? report(
        { query, today, rows: world.business.reportAds(customer.account.id, world.now) },
        entities
      )
    : entities
  const kept = sort(
    rows.filter((scope) => keeps(scope, 'metric')),
    query
  )
  return query.limit ? kept.slice(0, query.limit) : kept
}

function isReport({ select, where }: Query): boolean {
  const fields = [...select, ...where.map(({ field }) => field)]
  return fields.some((field) => field in METRICS || field in SEGMENTS)
}

function listEntities({ from }: Query, { account, isManager, clients }: Customer): Scope[] {
  const empty = { segments: {}, metrics: NOTHING }
  const top: Scope = { account, isManager, ...empty }
  if (from === 'customer') {
    return [top]
  }
  if (from === 'customer_client') {
    return [top, ...clients.map((client) => ({ account: client, ...empty }))]
  }
  const campaigns = isManager ? [] : account.campaigns.map((campaign) => ({ ...top, campaign }))
  if (from === 'campaign') {
    return campaigns
  }
  const groups = campaigns.flatMap((scope) =>
    scope.campaign.adGroups.map((group) => ({ ...scope, group }))
  )
  if (from === 'ad_group') {
    return groups
  }
  const ads = groups.flatMap((scope) => scope.group.ads.map((ad) => ({ ...scope, ad })))
  // Shopping campaigns bid on products, not on keywords.
  return from === 'keyword_view' ? ads.filter(({ campaign }) => campaign.channel === 'search') : ads
}

/** The resource of a row of numbers, as the key of its entity. */
const KEYS: Record<string, (row: AdReportRow) => string> = {
  customer: () => '',
  campaign: (row) => row.campaignId,
  ad_group: (row) => row.adGroupId,
  ad_group_ad: (row) => row.adId,
  keyword_view: (row) => row.adId,
}

function keyOf(from: string, { campaign, group, ad }: Scope): string {
  return { customer: '', campaign: campaign?.id, ad_group: group?.id }[from] ?? ad?.id ?? ''
}

interface Report {
  query: Query
  today: string
  rows: AdReportRow[]
}

function report({ query, today, rows }: Report, entities: Scope[]): Scope[] {
  const wanted = query.select
    .filter((field) => field in SEGMENTS)
    .map((field) => field.replace('segments.', ''))
  const devices = query.where.filter(({ field }) => field === 'segments.device')
  const byKey = new Map(entities.map((scope) => [keyOf(query.from, scope), scope]))
  const found = new Map<string, Scope>()
  for (const row of rows.filter((each) => isInRange(each, query.where, today))) {
    const key = KEYS[query.from](row)
    const entity = byKey.get(key)
    for (const { segments, totals } of entity ? segment(row, wanted) : []) {
      if (devices.every((condition) => satisfies(segments.device, condition, today))) {
        const id = `${key} ${JSON.stringify(segments)}`
        const metrics = sum(found.get(id)?.metrics ?? NOTHING, totals)
        found.set(id, { ...entity!, segments, metrics })
      }
    }
  }
  // Without a segment every resource has its row; with one, rows without numbers are left out.
  // https://developers.google.com/google-ads/api/docs/reporting/zero-metrics
  return wanted.length > 0
    ? [...found.values()]
    : entities.map((scope) => found.get(`${keyOf(query.from, scope)} {}`) ?? scope)
}

function isInRange({ day }: AdReportRow, where: Condition[], today: string): boolean {
  return where
    .filter(({ field }) => field in SEGMENTS && field !== 'segments.device')
    .every((condition) => satisfies(dateSegment(condition.field, day), condition, today))
}

function sum(one: Totals, other: Totals): Totals {
  return {
    impressions: one.impressions + other.impressions,
    clicks: one.clicks + other.clicks,
    costMicros: one.costMicros + other.costMicros,
    conversions: one.conversions + other.conversions,
    conversionValueMicros: one.conversionValueMicros + other.conversionValueMicros,
  }
}

function sort(rows: Scope[], { orderBy }: Query): Scope[] {
  if (orderBy.length === 0) {
    return rows
  }
  const order = (one: Scope, other: Scope) => {
    for (const { field, isDescending } of orderBy) {
      const [left, right] = [ALL_FIELDS[field](one) ?? '', ALL_FIELDS[field](other) ?? '']
      const difference = String(left).localeCompare(String(right), 'en', { numeric: true })
      if (difference !== 0) {
        return isDescending ? -difference : difference
      }
    }
    return 0
  }
  return [...rows].sort(order)
}

/** The Canadian form of a date is the ISO one. */
function todayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
}
