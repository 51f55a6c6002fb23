import type { RejectedRecord } from '#shared/records'
import { inStoredOrder } from '#shared/stored_order'
import { preparePage } from '#warehouse'
import { compressed } from './raw_page.js'
import type { pagesOf, SyncRun } from './sync_run.js'

type ReadPage = ReturnType<typeof pagesOf> extends AsyncIterable<infer Page> ? Page : never
type MappedBatch = Parameters<ReadPage['batches']['set']>[1]

export type PreparedBatch = ReturnType<typeof preparePage>

/** A page that only has to be written. */
export interface PageToWrite {
  /** Records of the vendor's page, mapped or not. */
  read: number
  batches: PreparedBatch[]
  rejected: RejectedRecord[]
  /** As the vendor sent it, compressed; null where nothing came. */
  body: Buffer | null
  /** What the vendor said against its own numbers. */
  warnings: string[]
  /** Where later readings go on; nothing where the page says nothing of it. */
  mark?: unknown
}

export const EMPTY_PAGE: PageToWrite = {
  read: 0,
  batches: [],
  rejected: [],
  body: null,
  warnings: [],
}

/** What can be done for a page before its transaction opens, while the page before is being written. */
export async function prepared(
  run: SyncRun,
  { read, batches, rejected, raw, mark, warnings = [] }: ReadPage
): Promise<PageToWrite> {
  const body = compressed(raw)
  // Changes to records of a stream that is switched off belong nowhere.
  const wanted = [...batches].filter(([stream]) => run.handles.has(stream))
  const ready = wanted.map(([stream, batch]) => preparedBatch(run, stream, batch))
  return { read, batches: ready, rejected, body: await body, warnings, mark }
}

function preparedBatch(run: SyncRun, stream: string, batch: MappedBatch): PreparedBatch {
  const handle = run.handles.get(stream)!
  const declared = run.session.connector.streams.get(stream)!.slots
  const facts = inStoredOrder(batch.facts, declared, handle.slots)
  return preparePage({ ...batch, stream: handle, facts })
}
