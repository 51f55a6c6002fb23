import type { TenantTransaction } from '#foundation'
import { arrangeFacts, type FactBatch } from '../batch/fact_batch.js'
import { markDirty, bumpDataVersion } from '../batch/mark_changes.js'
import { writeEntities } from '../batch/write_entities.js'
import { writeEvents } from '../batch/write_events.js'
import { writeFacts } from '../batch/write_facts.js'
import type { PageOfRecords, PageOutcome } from '../types.js'

/**
 * Writes one page of mapped records inside the caller's transaction: things, numbers and events, the
 * revision of every number that changed, and the marks of what has to be rolled up again. Writing the
 * same page again changes nothing.
 */
export async function writePage(
  tenant: TenantTransaction,
  page: PageOfRecords
): Promise<PageOutcome> {
  // Started first: the facts are arranged while the database is busy with the things.
  const [changedEntities, batch] = await Promise.all([
    writeEntities(tenant, page),
    arrangeLater(page),
  ])
  const { days, ...facts } = await writeFacts(tenant, page, batch)
  const events = await writeEvents(tenant, page)
  await markDirty(tenant, { streamId: page.stream.id, days, now: page.now })
  const changes = changedEntities + days.length + events.written + events.restated
  if (changes > 0 && !page.isAnnouncedLater) {
    await bumpDataVersion(tenant)
  }
  return {
    written: facts.written + events.written,
    restated: facts.restated + events.restated,
    unchanged: facts.unchanged + events.unchanged,
    duplicates: facts.duplicates + events.duplicates,
  }
}

/** Asynchronous, so that a page that cannot be arranged fails after the statement under way has ended. */
async function arrangeLater({ stream, facts }: PageOfRecords): Promise<FactBatch> {
  return arrangeFacts(stream, facts)
}
