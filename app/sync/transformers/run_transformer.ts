import { BaseTransformer } from '@adonisjs/core/transformers'
import type { Plain } from '#shared/plain'
import type { Progress } from '../engine/progress_book.js'
import type { RunView } from '../queries/find_run.js'

/** A run as the history and its own page show it. */
export default class RunTransformer extends BaseTransformer<RunView> {
  toObject() {
    const { queuedAt, startedAt, finishedAt, resumeAt, progress, ...run } = this.resource
    return {
      ...run,
      recordsNumberless: numberless({
        read: run.recordsRead,
        written: run.recordsWritten,
        restated: run.recordsRestated,
        unchanged: run.recordsUnchanged,
        rejected: run.recordsRejected,
      }),
      streams: streamsOf(progress),
      queuedAt: queuedAt.toISOString(),
      startedAt: startedAt?.toISOString() ?? null,
      finishedAt: finishedAt?.toISOString() ?? null,
      resumeAt: resumeAt?.toISOString() ?? null,
    }
  }
}

type Counted = Record<'read' | 'written' | 'restated' | 'unchanged' | 'rejected', number>

/**
 * Records that brought no number of their own: they describe an entity, their stream does not count them, or a newer
 * state in the same page replaced them. Told, so that the counts add up to what was read.
 */
function numberless({ read, written, restated, unchanged, rejected }: Counted): number {
  return Math.max(0, read - written - restated - unchanged - rejected)
}

/** Streams with their parts as lists, in the order in which they were begun. */
export function streamsOf(progress: Progress) {
  const streams = Object.entries(progress).filter(([, entry]) => entry?.parts !== undefined)
  return streams.map(([name, { parts, ...counts }]) => ({
    name,
    ...(counts as Plain<typeof counts>),
    numberless: numberless(counts),
    parts: Object.entries(parts).map(([part, entry]) => ({
      part,
      ...(entry as Plain<typeof entry>),
    })),
  }))
}
