import type { EntityRecord, FactRecord, Slot } from '#shared/records'

export const SLOTS: Slot[] = [
  { metric: 'impressions', unit: 'count', aggregation: 'sum' },
  { metric: 'clicks', unit: 'count', aggregation: 'sum' },
  { metric: 'spend', unit: 'currency', aggregation: 'sum' },
  { metric: 'conversions', unit: 'number', aggregation: 'sum' },
  { metric: 'conversion_value', unit: 'currency', aggregation: 'sum' },
  { metric: 'video_views', unit: 'count', aggregation: 'sum' },
]

interface VendorRecord {
  customer: { id: string; descriptiveName: string; currencyCode: string }
  campaign: { id: string; name: string }
  adGroup: { id: string; name: string; status: string }
  segments: { date: string; device: string }
  metrics: Record<string, string | number>
}

export interface MappedPage {
  entities: EntityRecord[]
  facts: FactRecord[]
}

/** From the bytes of a page to records: what a compiled mapping does, one object per record and thing. */
export function mapPage(bytes: Buffer): MappedPage {
  const { results } = JSON.parse(bytes.toString()) as { results: VendorRecord[] }
  const page: MappedPage = { entities: [], facts: [] }
  for (const record of results) {
    page.entities.push(entityOf(record))
    page.facts.push(factOf(record))
  }
  return page
}

function entityOf({ adGroup, campaign, customer }: VendorRecord): EntityRecord {
  return {
    kind: 'ad_group',
    externalId: adGroup.id,
    name: adGroup.name,
    ancestors: [
      { kind: 'campaign', externalId: campaign.id, name: campaign.name },
      { kind: 'account', externalId: customer.id, name: customer.descriptiveName },
    ],
    attributes: { status: adGroup.status },
  }
}

function factOf({ segments, customer, adGroup, metrics }: VendorRecord): FactRecord {
  return {
    day: segments.date,
    currency: customer.currencyCode,
    entity: { kind: 'ad_group', externalId: adGroup.id },
    dimensions: { device: segments.device },
    numbers: [
      Number(metrics.impressions),
      Number(metrics.clicks),
      Number(metrics.costMicros),
      Number(metrics.conversions),
      Math.round(Number(metrics.conversionsValue) * 1_000_000),
      Number(metrics.videoViews),
    ],
  }
}
