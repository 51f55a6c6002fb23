import type { TenantTransaction } from '#foundation'
import type { RollupShape } from '#shared/rollup_shapes'

const share = 0.1

/** Each kind of sums that a stream can keep: by breakdown, by entity, by month, and by one dimension of several. */
export const EVERY_SHAPE: Omit<RollupShape, 'id'>[] = [
  { period: 'day', byEntity: false, dimensions: null, share },
  { period: 'day', byEntity: true, dimensions: [], share },
  { period: 'month', byEntity: true, dimensions: null, share },
  { period: 'day', byEntity: false, dimensions: ['device'], share: share / 2 },
  { period: 'month', byEntity: false, dimensions: ['country'], share: share / 2 },
]

/** Gives every stream of the organization these shapes, which only large ones get otherwise. Its days are to be rolled up again. */
export async function givenShapes(tenant: TenantTransaction, shapes = EVERY_SHAPE) {
  for (const [place, { period, byEntity, dimensions }] of shapes.entries()) {
    await tenant.query(
      `INSERT INTO rollup_shapes (organization_id, stream_id, id, period, by_entity, dimensions, share)
       SELECT $1, id, $2, $3, $4, $5, $6 FROM source_streams WHERE organization_id = $1`,
      [tenant.organizationId, place + 1, period, byEntity, dimensions, shapes[place].share]
    )
  }
  await tenant.query(
    `INSERT INTO dirty_buckets (organization_id, stream_id, day, marked_at)
     SELECT DISTINCT organization_id, stream_id, day, now() FROM facts WHERE organization_id = $1
     ON CONFLICT DO NOTHING`,
    [tenant.organizationId]
  )
}
