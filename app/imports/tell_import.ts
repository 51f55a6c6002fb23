import type { ImportDescription } from './describe_import.js'
import type { ImportReport, Standing } from './follow_import.js'

const LINES_APART_MS = 5_000
const CLEAR_LINE = '\r\u001b[2K'

/** Tells a terminal how an import goes: one line that changes, or in a log a line now and then. */
export class ImportTeller {
  private lastLineAt = performance.now()

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  progress({ state, read, share }: Standing) {
    const { isTTY } = this.stream
    const now = performance.now()
    if (!isTTY && now - this.lastLineAt < LINES_APART_MS) {
      return
    }
    this.lastLineAt = now
    const percent = Math.min(99, Math.floor(share * 100))
    const text = state === 'queued' ? 'Waiting for its turn.' : `${percent} %, ${read} rows read.`
    this.stream.write(isTTY ? CLEAR_LINE + text : `${text}\n`)
  }

  /** What was assumed about the file, and why rows were rejected. */
  findings({ notices, rejected }: ImportReport) {
    this.stream.write(this.stream.isTTY ? CLEAR_LINE : '')
    for (const notice of notices) {
      this.stream.write(`${notice}\n`)
    }
    for (const { rows, position, field, reason } of rejected) {
      const count = rows === 1 ? '1 row is' : `${rows} rows are`
      const place = field ? ` for “${field}”` : ''
      this.stream.write(`${count} rejected${place}; the first is row ${position}: ${reason}\n`)
    }
  }

  sentence(text: string) {
    this.stream.write(`${text}\n`)
  }
}

/** The one line that programs read of the command. */
export function outcomeForTerminal(described: ImportDescription, seconds: number | undefined) {
  const { importId, records, rejections, excludedRows, columns, ignoredColumns, findings } =
    described
  return {
    rows_read: records.read,
    rows_written: records.written,
    rows_rejected: records.rejected,
    rows_excluded: records.excluded,
    ...{ seconds, import_id: importId, rejected: rejections, excluded: excludedRows },
    ...{ columns, ignored_columns: ignoredColumns, findings },
  }
}
