import type { Connection } from '#connections'
import { Refusal, type TenantTransaction } from '#foundation'
import type { SourceDesign } from '../design.js'

/** What a person described last. Refuses sources that nobody described. */
export async function descriptionOf(
  tenant: TenantTransaction,
  { name, pluginId }: Connection
): Promise<SourceDesign> {
  const { rows } = await tenant.query<{ design: SourceDesign }>(
    `SELECT design FROM private_plugins WHERE organization_id = $1 AND plugin_id = $2
     ORDER BY number DESC LIMIT 1`,
    [tenant.organizationId, pluginId]
  )
  if (!rows[0]) {
    throw new Refusal({
      code: 'E_NOT_DESCRIBED',
      status: 404,
      message: `${name} was not described by your organization, so there is no description to change. Open its page to change its settings.`,
    })
  }
  return rows[0].design
}
