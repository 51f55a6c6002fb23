import { stableBigint } from '#shared/stable_bigint'
import { Refusal, type TenantTransaction } from '#foundation'
import type { Slot } from '#shared/records'
import { growSlots, storedSlots } from '../slots.js'
import type { StreamDeclaration, StreamHandle } from '../types.js'

interface StoredStream {
  mode: StreamDeclaration['mode']
  channel: string | null
  slots: Slot[]
  dimensions: Record<string, string>
  period: NonNullable<StreamDeclaration['period']>
}

const INSERT = `
  INSERT INTO source_streams
    (organization_id, id, connection_id, name, mode, channel, slots, dimensions, period, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now(), now())
  ON CONFLICT (organization_id, connection_id, name) DO NOTHING`

/** Reads without a lock first: nearly every call finds the stream as it is declared. */
const FIND = `
  SELECT mode, channel, slots, dimensions, period FROM source_streams
  WHERE organization_id = $1 AND id = $2`

const UPDATE = `
  UPDATE source_streams SET channel = $3, slots = $4, dimensions = $5, period = $6, updated_at = now()
  WHERE organization_id = $1 AND id = $2`

/** Makes a stream known, or lets a known one grow. Safe to call before every sync, from several workers. */
export async function registerStream(
  tenant: TenantTransaction,
  declaration: StreamDeclaration
): Promise<StreamHandle> {
  const { connectionId, name, mode } = declaration
  const id = stableBigint(connectionId, name)
  const key = [tenant.organizationId, id]
  const declared = { ...declaration, slots: storedSlots(declaration) }
  const found = await tenant.query<StoredStream>(FIND, key)
  const known = found.rows[0]
  if (known && isSame(known, merge(declared, known))) {
    return { id, connectionId, name, mode, slots: known.slots }
  }
  await tenant.query(INSERT, [...key, connectionId, name, mode, ...changing(declared)])
  const locked = await tenant.query<StoredStream>(`${FIND} FOR UPDATE`, key)
  const grown = merge(declared, locked.rows[0])
  if (!isSame(locked.rows[0], grown)) {
    await tenant.query(UPDATE, [...key, ...changing(grown)])
  }
  return { id, connectionId, name, mode, slots: grown.slots }
}

function changing({ channel, slots, dimensions, period = 'day' }: Changing) {
  return [channel, JSON.stringify(slots), JSON.stringify(dimensions), period]
}

type Changing = Pick<StreamDeclaration, 'channel' | 'slots' | 'dimensions' | 'period'>

function merge(declared: StreamDeclaration, known: StoredStream): StoredStream {
  if (known.mode !== declared.mode) {
    throw new Refusal({
      code: 'E_STREAM_MODE_CHANGED',
      status: 409,
      message:
        `The stream '${declared.name}' is stored as ${known.mode} and is now declared as ${declared.mode}. ` +
        'Its rows cannot be read both ways: declare a stream with another name.',
    })
  }
  return {
    mode: known.mode,
    channel: declared.channel,
    slots: growSlots(declared.name, known.slots, declared.slots),
    dimensions: { ...known.dimensions, ...declared.dimensions },
    period: declared.period ?? 'day',
  }
}

function isSame(known: StoredStream, wanted: StoredStream): boolean {
  return (
    known.channel === wanted.channel &&
    known.period === wanted.period &&
    JSON.stringify(known.slots.map(spelled)) === JSON.stringify(wanted.slots.map(spelled)) &&
    sameTexts(known.dimensions, wanted.dimensions)
  )
}

/** A slot with its keys in one order; jsonb keeps an order of its own. */
function spelled(slot: Slot) {
  return Object.entries(slot).sort(([left], [right]) => (left < right ? -1 : 1))
}

function sameTexts(left: Record<string, string>, right: Record<string, string>): boolean {
  const keys = Object.keys(right)
  return keys.length === Object.keys(left).length && keys.every((key) => left[key] === right[key])
}
