import type { FactRecord, Slot } from './records.js'

/** Puts numbers into the stored order of a stream whose slots were declared in another one before. */
export function inStoredOrder(facts: FactRecord[], declared: Slot[], stored: Slot[]): FactRecord[] {
  const places = stored.map(({ metric }) => declared.findIndex((slot) => slot.metric === metric))
  if (places.every((place, index) => place === index)) {
    return facts
  }
  return facts.map((fact) => ({
    ...fact,
    numbers: places.map((place) => fact.numbers[place] ?? null),
  }))
}
