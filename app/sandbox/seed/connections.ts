import { withTenant } from '#foundation'
import { ConnectSource } from '#connections'
import type { User } from '#identity'
import type { SampleBusiness, SampleConnection, VendorSandbox } from '#kit'
import type { Organization } from '#organizations'
import { requestSync } from '#sync'
import { loadVendorSandboxes } from '../emulator/vendors.js'
import { isPresent } from './organization.js'

interface Connecting {
  organization: Organization
  owner: User
  business: SampleBusiness
  now: Date
}

/** Connects what every vendor's sandbox offers for the sample, and asks for the first reading of each. */
export async function ensureConnections(scene: Connecting) {
  for (const vendor of await loadVendorSandboxes()) {
    for (const sample of vendor.connections) {
      await ensureConnection(scene, vendor, sample)
    }
  }
}

async function ensureConnection(
  scene: Connecting,
  vendor: VendorSandbox,
  sample: SampleConnection
) {
  const { organization, owner, business, now } = scene
  const sql = 'SELECT 1 FROM connections WHERE organization_id = $1 AND name = $2'
  if (await isPresent(organization, sql, [sample.name])) {
    return
  }
  // Connected and asked for in one transaction: a start that is interrupted here begins again here.
  await withTenant(organization.id, async (tenant) => {
    const { connection } = await new ConnectSource().execute({
      organization,
      actor: { id: owner.id },
      pluginId: vendor.plugin,
      connector: sample.connector,
      authName: sample.auth,
      name: sample.name,
      mode: 'sandbox',
      credentials: sample.credentials,
      login: sample.login,
      backfillFrom: business.from,
      now,
    })
    const connectionId = connection.id
    await requestSync(tenant, { connectionId, kind: 'manual', requestedBy: owner.id, now })
  })
}
