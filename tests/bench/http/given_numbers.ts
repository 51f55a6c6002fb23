import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import Organization from '#organizations/models/organization'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { givenApiKey } from '#tests/support/api_keys'
import { openAuditChain } from '#audit'
import { givenOrganization } from '../surroundings.js'

const CHANNELS = ['Search ads', 'Social ads', 'Shop', 'Mail']
const CAMPAIGNS = 12
const DAYS = 400

/** Four sources with twelve campaigns each over more than a year, and as many keys as a minute of the benchmark needs. */
export async function givenNumbers(keys: number) {
  const organization = await Organization.findOrFail(await givenOrganization())
  await withTenant(organization.id, (tenant) => openAuditChain(tenant))
  for (const [place, channel] of CHANNELS.entries()) {
    await givenRows(organization, {
      connection: channel,
      channel,
      slots: ADS_SLOTS,
      facts: factsOf(place + 1),
      isRolledUp: true,
    })
  }
  const made: string[] = []
  while (made.length < keys) {
    made.push(await givenApiKey(organization, ['metrics:read']))
  }
  return { organization, keys: made, rows: CHANNELS.length * CAMPAIGNS * DAYS }
}

function factsOf(weight: number) {
  const last = DateTime.utc().startOf('day')
  return Array.from({ length: DAYS * CAMPAIGNS }, (_, index) => ({
    day: last.minus({ days: Math.floor(index / CAMPAIGNS) + 1 }).toISODate(),
    entity: `Campaign ${index % CAMPAIGNS}`,
    currency: 'EUR',
    numbers: [weight + (index % 7), 3 * weight + (index % 5), 100 * weight],
  }))
}
