import type { EntityRecord, EventRecord, FactRecord, RejectedRecord, Slot } from '#shared/records'
import type { SourceStream } from './source.js'

export interface MappedPage {
  /** Records of the vendor's page, mapped or not. */
  read: number
  entities: EntityRecord[]
  facts: FactRecord[]
  events: EventRecord[]
  rejected: RejectedRecord[]
}

/** Maps every record of a page; one that cannot be mapped is set aside and never stops the others. */
export function mapPage(stream: SourceStream, records: unknown[], scope: object): MappedPage {
  const page: MappedPage = {
    read: records.length,
    entities: [],
    facts: [],
    events: [],
    rejected: [],
  }
  records.forEach((record, index) => addRecord(page, stream.mapRecord(record, scope), index + 1))
  return page
}

function addRecord(page: MappedPage, mapped: ReturnType<SourceStream['mapRecord']>, place: number) {
  if ('code' in mapped) {
    page.rejected.push({ ...mapped, position: place })
    return
  }
  page.entities.push(...mapped.entities)
  page.events.push(...mapped.events)
  if (mapped.fact) {
    page.facts.push(mapped.fact)
  }
}

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
