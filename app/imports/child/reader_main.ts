/**
 * Entry of the reading process. It touches one file, no database and no network, and may use little
 * memory: whatever a hostile file does to it, the application goes on.
 */
import { FileFault } from '../reading/faults.js'
import { inspectFile } from '../reading/inspect_file.js'
import type { RowBatch, SourceRow } from '../reading/format.js'
import { Arranger, plainLayout } from '../reading/layout.js'
import { readRows } from '../reading/rows.js'
import { ChunkBuilder } from './chunk_builder.js'
import { readFrames, writeFrame } from './frames.js'
import { PLACE_COLUMNS, type Chunk, type ReaderMessage, type ReaderRequest } from './messages.js'

const send = (message: ReaderMessage) => writeFrame(process.stdout, message)

function sendChunk({ places, numbers, ...message }: Chunk) {
  const columns = [...PLACE_COLUMNS.map((name) => places[name]), ...numbers]
  return writeFrame(process.stdout, message, columns)
}

async function answer(request: ReaderRequest) {
  if (request.do === 'inspect') {
    const inspection = await inspectFile(request.path, request.fileName, request.chosen)
    await send({ kind: 'inspection', inspection })
    return
  }
  await readAll(request)
}

/** Answers whether a chunk is full; the rows of one line stay in one chunk. */
function take(builder: ChunkBuilder, rows: SourceRow[]): boolean {
  return rows.map((row) => builder.add(row)).some((isFull) => isFull)
}

async function readAll({ path, format, plan, afterPosition }: ReaderRequest & { do: 'read' }) {
  const builder = new ChunkBuilder(plan)
  const arranger = new Arranger(format.layout ?? plainLayout(plan.names.length))
  let last: RowBatch = { rows: [], bytesRead: 0 }
  for await (const batch of readRows(path, format)) {
    last = batch
    for (const row of batch.rows) {
      // Rows that landed before are arranged too, since later ones may belong to them.
      const arranged = row.position > plan.headerRow ? arranger.arrange(row) : []
      if (row.position > afterPosition && take(builder, arranged)) {
        await sendChunk(builder.take(last))
      }
    }
  }
  if (!builder.isEmpty) {
    await sendChunk(builder.take(last))
  }
  await send({ kind: 'done' })
}

for await (const { message: request } of readFrames<ReaderRequest>(process.stdin)) {
  try {
    await answer(request)
  } catch (error) {
    await send(
      error instanceof FileFault
        ? { kind: 'fault', code: error.code, message: error.message }
        : { kind: 'crash', message: String((error as Error).stack ?? error) }
    )
  }
  break
}
process.exitCode = 0
process.stdin.destroy()
