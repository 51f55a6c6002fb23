import { writeCredential } from '#connections'
import { newId, withTenant } from '#foundation'
import { requirePlugin } from '#plugin_host'
import { planNextSync } from '#sync/engine/schedule_entry'
import { givenOrganization } from '../surroundings.js'
import { pluginOf } from './vendors.js'

export interface FleetSource {
  organizationId: string
  connectionId: string
  vendor: number
}

const CONNECTION = `
  INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode, auth_name,
    state, created_at, updated_at)
  VALUES ($1, $2, $3, '1.0.0', 'ads', $4, $4, 'live', 'key', 'connected', $5, $5)`

const HOUR_MINUTES = 60

/** Every organization with a source of every vendor, connected at different minutes of an hour, as people do. */
export async function givenFleet(
  { organizations, sources }: { organizations: number; sources: number },
  now: Date
): Promise<FleetSource[]> {
  const fleet: FleetSource[] = []
  for (let number = 0; number < organizations; number++) {
    const organizationId = await givenOrganization()
    for (let vendor = 0; vendor < sources; vendor++) {
      const minute = (number * 7 + vendor * 11) % HOUR_MINUTES
      fleet.push(await givenSource({ organizationId, vendor, number }, { now, minute }))
    }
  }
  return fleet
}

async function givenSource(
  { organizationId, vendor, number }: { organizationId: string; vendor: number; number: number },
  { now, minute }: { now: Date; minute: number }
): Promise<FleetSource> {
  const [connectionId, pluginId] = [newId(), pluginOf(vendor)]
  await withTenant(organizationId, async (tenant) => {
    const name = `vendor-${vendor}`
    await tenant.query(CONNECTION, [organizationId, connectionId, pluginId, name, now])
    await requirePlugin({ organization: { id: organizationId }, pluginId, actor: { id: null } })
    const value = `${number}:${connectionId}`
    await writeCredential(tenant, { connectionId, field: 'apiKey', value, now })
    await planNextSync(tenant, { id: connectionId, syncEveryMinutes: minute }, now)
  })
  return { organizationId, connectionId, vendor }
}
