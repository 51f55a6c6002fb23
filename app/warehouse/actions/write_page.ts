import type { TenantTransaction } from '#foundation'
import { removeDeleted } from '../batch/remove_deleted.js'
import { markDirty, bumpDataVersion } from '../batch/mark_changes.js'
import { writeBreakdowns } from '../batch/write_breakdowns.js'
import { writeEntities } from '../batch/write_entities.js'
import { writeEvents } from '../batch/write_events.js'
import { writeFacts } from '../batch/write_facts.js'
import type { PageOutcome, Writing } from '../types.js'
import type { PreparedPage } from './prepare_page.js'

/**
 * Writes one prepared page inside the caller's transaction: entities, numbers and events, the revision of
 * every number that changed, and the marks of what has to be rolled up again. Writing the same page again
 * changes nothing. Statements go out together where none needs the answer of another: the database does not
 * wait for a process that is busy with the next page.
 */
export async function writePage(
  tenant: TenantTransaction,
  page: PreparedPage,
  writing: Writing
): Promise<PageOutcome> {
  const [changedEntities, , { days, ...facts }] = await Promise.all([
    writeEntities(tenant, page, writing),
    writeBreakdowns(tenant, page.facts.breakdowns),
    writeFacts(tenant, page, writing),
  ])
  const events = await writeEvents(tenant, page, writing)
  const deleted = await removeDeleted(tenant, page, writing)
  const dirty = [...new Set([...days, ...deleted])]
  const changes = changedEntities + dirty.length + events.written + events.restated
  await Promise.all([
    markDirty(tenant, { streamId: page.stream.id, days: dirty, now: writing.now }),
    changes > 0 && !writing.isAnnouncedLater && bumpDataVersion(tenant),
  ])
  return {
    written: facts.written + events.written,
    restated: facts.restated + events.restated + deleted.length,
    unchanged: facts.unchanged + events.unchanged,
    duplicates: facts.duplicates + events.duplicates,
  }
}
