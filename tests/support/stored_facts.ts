import { withTenant } from '#foundation'

interface FactRow {
  stream_id: string
  entity_id: string
  breakdown_id: string
  [number: string]: string | number | null
}

const SLOTS = Array.from({ length: 8 }, (_, index) => `m0${index}`).join(', ')

/**
 * Every fact by what the vendor calls it, free of ids and times: equal for two sources of one truth.
 * Joined here, because the planner knows nothing yet of tables that were filled a second ago.
 */
export async function factsOf(organizationId: string): Promise<string[]> {
  return withTenant(organizationId, async (tenant) => {
    const names = async (text: string) => {
      const { rows } = await tenant.query<{ id: string; name: string }>(text, [organizationId])
      return new Map(rows.map(({ id, name }) => [id, name]))
    }
    const streams = await names('SELECT id, name FROM source_streams WHERE organization_id = $1')
    const entities = await names(
      "SELECT id, kind || ' ' || external_id AS name FROM entities WHERE organization_id = $1"
    )
    const breakdowns = await names(
      'SELECT id, dimensions::text AS name FROM breakdowns WHERE organization_id = $1'
    )
    const { rows } = await tenant.query<FactRow>(
      `SELECT stream_id, day::text AS day, entity_id, breakdown_id, currency, ${SLOTS}
       FROM facts WHERE organization_id = $1`,
      [organizationId]
    )
    return rows
      .map(({ stream_id: stream, entity_id: entity, breakdown_id: breakdown, ...fact }) =>
        JSON.stringify([streams.get(stream), entities.get(entity), breakdowns.get(breakdown), fact])
      )
      .sort()
  })
}
