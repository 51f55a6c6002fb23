import { seededRandom } from '#tests/support/seeded_random'

/**
 * Deterministic pages in the shape of an ad vendor's report: nested, numbers as text, ten thousand
 * records a page, one record per day, ad group and device.
 */
const DEVICES = ['MOBILE', 'DESKTOP', 'TABLET', 'CONNECTED_TV']
const AD_GROUPS_PER_CAMPAIGN = 5
const CAMPAIGNS = 50
const FIRST_DAY = Date.UTC(2025, 0, 1)
const DAY_MS = 86_400_000

export const RECORDS_PER_PAGE = 10_000

/** Rows of one day of one account. */
const RECORDS_PER_DAY = CAMPAIGNS * AD_GROUPS_PER_CAMPAIGN * DEVICES.length

/** The pages of one account as the bytes a vendor would send. `edition` changes every number. */
export function vendorPages(records: number, { account = '1', edition = 1 } = {}): Buffer[] {
  const random = seededRandom(edition * 7919 + Number(account))
  const pages: Buffer[] = []
  for (let from = 0; from < records; from += RECORDS_PER_PAGE) {
    const count = Math.min(RECORDS_PER_PAGE, records - from)
    const results = Array.from({ length: count }, (_, at) => record(from + at, account, random))
    pages.push(Buffer.from(JSON.stringify({ results, fieldMask: 'segments.date' })))
  }
  return pages
}

function record(index: number, account: string, random: () => number) {
  const day = new Date(FIRST_DAY + Math.floor(index / RECORDS_PER_DAY) * DAY_MS)
  const place = index % RECORDS_PER_DAY
  const adGroup = Math.floor(place / DEVICES.length)
  const campaign = Math.floor(adGroup / AD_GROUPS_PER_CAMPAIGN)
  const impressions = Math.floor(random() * 5_000)
  const clicks = Math.floor(impressions * random() * 0.1)
  return {
    customer: { resourceName: `customers/${account}`, id: account },
    campaign: { id: String(9_000 + campaign), name: `Campaign ${campaign}`, status: 'ENABLED' },
    adGroup: adGroupOf(adGroup),
    segments: { date: day.toISOString().slice(0, 10), device: DEVICES[place % DEVICES.length] },
    metrics: {
      impressions: String(impressions),
      clicks: String(clicks),
      costMicros: String(clicks * Math.floor(random() * 2_000_000)),
      conversions: Math.floor(clicks * random() * 20) / 100,
      conversionsValue: Math.floor(clicks * random() * 4_000) / 100,
      viewThroughConversions: String(Math.floor(clicks * random() * 0.3)),
    },
  }
}

function adGroupOf(index: number) {
  const id = String(70_000 + index)
  return { id, name: `Ad group ${index}`, status: 'ENABLED', type: 'SEARCH_STANDARD' }
}
