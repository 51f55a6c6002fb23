import { Refusal } from '#foundation'
import type { Slot } from '#shared/records'
import type { StreamDeclaration, StreamMode } from './types.js'

/** Numbers that have a typed column of their own; a wider stream continues in the array `more`. */
export const TYPED_SLOTS = 16

/** A running total is stored as value and change, side by side, so that slots can still grow. */
const SNAPSHOT_STRIDE = 2

/** Name of the typed column of a slot below `TYPED_SLOTS`. */
export function slotColumn(index: number): string {
  return `m${String(index).padStart(2, '0')}`
}

/** SQL that reads the number of a slot from `facts`, for example `f.m03` or `f.more[2]`. */
export function slotExpression(alias: string, index: number): string {
  return index < TYPED_SLOTS
    ? `${alias}.${slotColumn(index)}`
    : `${alias}.more[${index - TYPED_SLOTS + 1}]`
}

/** Places of the numbers that records bring; between those of a snapshot stand their changes. */
export function givenPlaces({ mode, slots }: { mode: StreamMode; slots: Slot[] }): number[] {
  const stride = mode === 'snapshot' ? SNAPSHOT_STRIDE : 1
  return Array.from({ length: slots.length / stride }, (_, index) => index * stride)
}

/** The slots as stored: a snapshot's value is followed by its change, `<metric>_change`. */
export function storedSlots({ mode, slots }: Pick<StreamDeclaration, 'mode' | 'slots'>): Slot[] {
  if (mode !== 'snapshot') {
    return slots
  }
  if (slots.length * SNAPSHOT_STRIDE > TYPED_SLOTS) {
    throw new Refusal({
      code: 'E_SNAPSHOT_TOO_WIDE',
      status: 422,
      message:
        `A snapshot stream keeps at most ${TYPED_SLOTS / SNAPSHOT_STRIDE} running totals, each with its change, and this ` +
        `one declares ${slots.length}. Declare the others in a second stream.`,
    })
  }
  return slots.flatMap((slot) => [
    slot,
    { metric: `${slot.metric}_change`, unit: slot.unit, aggregation: 'sum' as const },
  ])
}

/**
 * Existing slots keep their place for ever, because rows refer to them by place; new ones are added at
 * the end. A slot that is no longer declared stays where it is.
 */
export function growSlots(stream: string, existing: Slot[], declared: Slot[]): Slot[] {
  const places = new Map(existing.map((slot, index) => [slot.metric, index]))
  const grown = [...existing]
  for (const slot of declared) {
    const place = places.get(slot.metric)
    if (place === undefined) {
      places.set(slot.metric, grown.push(slot) - 1)
    } else {
      grown[place] = keepMeaning(stream, grown[place], slot)
    }
  }
  return grown
}

function keepMeaning(stream: string, existing: Slot, declared: Slot): Slot {
  if (existing.unit !== declared.unit || existing.aggregation !== declared.aggregation) {
    throw new Refusal({
      code: 'E_SLOT_CHANGED',
      status: 409,
      message:
        `'${declared.metric}' of the stream '${stream}' is stored as ${existing.unit} (${existing.aggregation}) and is ` +
        `now declared as ${declared.unit} (${declared.aggregation}). Stored numbers would change their meaning: ` +
        'give the new number an id of its own.',
      detail: { stream, metric: declared.metric, existing, declared },
    })
  }
  return declared
}
