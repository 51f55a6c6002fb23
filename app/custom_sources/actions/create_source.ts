import { ConnectSource } from '#connections'
import { withTenant, type TenantTransaction } from '#foundation'
import { ownPlugin } from '#plugin_host'
import { fieldName } from '#mapping'
import type { SourceDesign } from '../design.js'
import { CONNECTOR, manifestOf } from '../manifest/manifest_of.js'

export interface SourceCreation {
  organization: { id: string; timeZone: string }
  design: SourceDesign
  mode: 'live' | 'sandbox'
  credentials?: Record<string, string>
  actor: { id: string; ip: string | null }
  correlationId: string
  now: Date
}

/**
 * Makes a private plugin of what a person described and connects its first source. Opens its own transactions; where the
 * vendor does not agree, neither remains.
 */
export async function createSource(creation: SourceCreation) {
  const { organization, design, actor, now, mode, credentials, correlationId } = creation
  const pluginId = await withTenant(organization.id, async (tenant) => {
    const id = await freeId(tenant, design.title)
    const manifest = manifestOf(design, { pluginId: id, timeZone: organization.timeZone })
    await ownPlugin.publish(tenant, { manifest, design, actor, now })
    return id
  })
  try {
    return await new ConnectSource().execute({
      ...{ organization, actor, pluginId, mode, credentials, correlationId, now },
      connector: CONNECTOR,
      name: design.title,
    })
  } catch (error) {
    await withTenant(organization.id, (tenant) => ownPlugin.withdraw(tenant, { pluginId, actor }))
    throw error
  }
}

const LONGEST = 40

/** `own/harbor-orders`, with a number where it was ever taken: what is stored elsewhere may still name it. */
async function freeId(tenant: TenantTransaction, title: string): Promise<string> {
  const slug = fieldName(title).replaceAll('_', '-').slice(0, LONGEST).replace(/-$/, '')
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT plugin_id AS id FROM private_plugins WHERE organization_id = $1
     UNION SELECT plugin_id FROM connections WHERE organization_id = $1`,
    [tenant.organizationId]
  )
  const taken = new Set(rows.map(({ id }) => id))
  const names = [
    slug,
    ...Array.from({ length: taken.size + 1 }, (_, index) => `${slug}-${index + 2}`),
  ]
  return names.map((name) => `own/${name}`).find((id) => !taken.has(id))!
}
