import type { FactRecord, RejectedRecord, Slot } from '#shared/records'
import type { SourceBatch, SourceScope, SourceStream } from './source.js'

export interface PageToWrite {
  /** Records of the vendor's page, mapped or not. */
  read: number
  /** By stream; a stream that reports changes fills batches of the streams it changes. */
  batches: Map<string, SourceBatch>
  rejected: RejectedRecord[]
  raw: string
}

export const EMPTY_PAGE: PageToWrite = { read: 0, batches: new Map(), rejected: [], raw: '' }

/** Maps every record of a page; one that cannot be mapped is set aside and never stops the others. */
export async function mapPage(
  stream: SourceStream,
  { records, raw }: { records: unknown[]; raw: string },
  scope: SourceScope
): Promise<PageToWrite> {
  const { batches, rejected } = await stream.mapPageInTurns(records, scope)
  return { read: records.length, batches, rejected, raw }
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
