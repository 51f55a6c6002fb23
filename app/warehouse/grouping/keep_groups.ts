import type { TenantTransaction } from '#foundation'
import type { Slot } from '#shared/records'
import { chooseShapes } from './choose_shapes.js'
import { measureGroups } from './measured_groups.js'
import type { RollupShape } from '#shared/rollup_shapes'
import { sumGroups } from './sum_groups.js'

/** A stream with what its roll-ups need to know. */
export interface RolledStream {
  id: string
  slots: Slot[]
  dimensions: Record<string, string>
  /** Facts when its shapes were chosen. */
  measuredFacts: number
}

/** Below this many facts a stream is added up from its rows about as fast. */
export const FEWEST_FACTS = 20_000
/** Chosen again when the stream has grown by so much. */
const GROWTH = 2

const SHAPES = `
  SELECT id, period, by_entity AS "byEntity", dimensions, share FROM rollup_shapes
  WHERE organization_id = $1 AND stream_id = $2 ORDER BY id`

export async function shapesOf(tenant: TenantTransaction, streamId: string) {
  const { rows } = await tenant.query<RollupShape>(SHAPES, [tenant.organizationId, streamId])
  return rows
}

const FACTS = `
  SELECT coalesce(sum(rows), 0)::float8 AS facts FROM daily_rollups
  WHERE organization_id = $1 AND stream_id = $2`

/** Chooses the shapes of a stream that has become large, or much larger, and fills those that it does not have yet. */
export async function keepGroups(
  tenant: TenantTransaction,
  stream: RolledStream,
  fewestFacts: number
) {
  const key = [tenant.organizationId, stream.id]
  const { rows } = await tenant.query<{ facts: number }>(FACTS, key)
  const [{ facts }] = rows
  if (facts < Math.max(fewestFacts, stream.measuredFacts * GROWTH)) {
    return
  }
  await tenant.query(
    'UPDATE source_streams SET measured_facts = $3 WHERE organization_id = $1 AND id = $2',
    [...key, facts]
  )
  const dimensions = Object.keys(stream.dimensions).sort()
  const measured = await measureGroups(tenant, { streamId: stream.id, dimensions })
  const chosen = measured ? chooseShapes(measured, dimensions) : []
  await change(tenant, stream, chosen)
}

/** Shapes that stay keep their sums; the others make room for the new ones. */
async function change(
  tenant: TenantTransaction,
  stream: RolledStream,
  chosen: Omit<RollupShape, 'id'>[]
) {
  const known = await shapesOf(tenant, stream.id)
  const wanted = new Map(chosen.map((shape) => [nameOf(shape), shape]))
  for (const shape of known.filter((one) => !wanted.has(nameOf(one)))) {
    await remove(tenant, stream.id, shape)
  }
  const names = new Set(known.map(nameOf))
  const summed = known.filter((one) => wanted.has(nameOf(one)))
  let id = Math.max(0, ...known.map((shape) => shape.id))
  for (const one of chosen.filter((each) => !names.has(nameOf(each)))) {
    id++
    const shape = { ...one, id }
    await add(tenant, stream, { shape, summed })
    summed.push(shape)
  }
}

const nameOf = ({ period, byEntity, dimensions }: Omit<RollupShape, 'id'>) =>
  JSON.stringify([period, byEntity, dimensions])

async function remove(tenant: TenantTransaction, streamId: string, { id }: RollupShape) {
  for (const [table, column] of [
    ['grouped_rollups', 'shape_id'],
    ['rollup_shapes', 'id'],
  ]) {
    await tenant.query(
      `DELETE FROM ${table} WHERE organization_id = $1 AND stream_id = $2 AND ${column} = $3`,
      [tenant.organizationId, streamId, id]
    )
  }
}

const ADD = `
  INSERT INTO rollup_shapes (organization_id, stream_id, id, period, by_entity, dimensions, share)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`

const DAYS = `
  SELECT DISTINCT day::text AS day FROM daily_rollups WHERE organization_id = $1 AND stream_id = $2 ORDER BY 1`

/** Month by month, so that each statement stays far below the worker's timeout. */
async function add(
  tenant: TenantTransaction,
  stream: RolledStream,
  { shape, summed }: { shape: RollupShape; summed: RollupShape[] }
) {
  const { id, period, byEntity, dimensions, share } = shape
  const key = [tenant.organizationId, stream.id]
  await tenant.query(ADD, [...key, id, period, byEntity, dimensions, share])
  const { rows } = await tenant.query<{ day: string }>(DAYS, key)
  const byMonth = Map.groupBy(rows, ({ day }) => day.slice(0, 7))
  for (const days of byMonth.values()) {
    await sumGroups(
      tenant,
      { shape, summed },
      {
        streamId: stream.id,
        slots: stream.slots,
        days: days.map(({ day }) => day),
      }
    )
  }
}
