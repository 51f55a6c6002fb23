/** A longer row is not a row: a quotation mark was left open, or the delimiter is wrong. */
export const MAX_ROW_CHARACTERS = 4 * 1024 ** 2

export interface DelimitedRow {
  /** Counts from 1. */
  position: number
  cells: string[]
  /** A quotation mark is opened in it and never closed. */
  isUnclosed: boolean
}

/** The row of this position does not end. */
export class EndlessRow extends Error {
  constructor(readonly position: number) {
    super(`Row ${position} does not end.`)
  }
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const BLANK = 32
const INCOMPLETE = -1

/**
 * Turns pieces of text into rows. CRLF, LF and CR end a row, also mixed; a quotation mark counts only
 * at the start of a cell and is doubled inside. uDSV was measured and left out: it settles on one line
 * end for the whole file and needs the header before the first chunk.
 */
export class DelimitedRows {
  private text = ''
  private rowStart = 0
  private position = 0
  private cell = ''
  private isQuoted = false
  private isUnclosed = false
  private readonly delimiter: number
  private readonly quote: number

  constructor(dialect: { delimiter: string; quote: string }) {
    this.delimiter = dialect.delimiter.charCodeAt(0)
    this.quote = dialect.quote ? dialect.quote.charCodeAt(0) : INCOMPLETE
  }

  /** The rows that this piece completes. */
  push(piece: string): DelimitedRow[] {
    this.text = this.text.slice(this.rowStart) + piece
    this.rowStart = 0
    const rows = this.readRows(false)
    if (this.text.length - this.rowStart > MAX_ROW_CHARACTERS) {
      throw new EndlessRow(this.position + 1)
    }
    return rows
  }

  /** The last row, where the file does not end with a line end. */
  end(): DelimitedRow[] {
    return this.readRows(true)
  }

  private readRows(isLast: boolean): DelimitedRow[] {
    const rows: DelimitedRow[] = []
    while (this.rowStart < this.text.length) {
      const cells = this.readRow(isLast)
      if (!cells) {
        break
      }
      this.position++
      if (cells.length > 1 || cells[0] !== '' || this.isQuoted) {
        rows.push({ position: this.position, cells, isUnclosed: this.isUnclosed })
      }
    }
    return rows
  }

  /** The cells of the next row, or undefined where its end has not arrived yet. */
  private readRow(isLast: boolean): string[] | undefined {
    const cells: string[] = []
    let at = this.rowStart
    this.isQuoted = false
    this.isUnclosed = false
    for (;;) {
      const end = this.readCell(at, isLast)
      if (end === INCOMPLETE) {
        return undefined
      }
      cells.push(this.cell)
      if (this.text.charCodeAt(end) !== this.delimiter) {
        return this.finishRow(end, isLast) ? cells : undefined
      }
      at = end + 1
    }
  }

  private finishRow(end: number, isLast: boolean): boolean {
    if (this.text.charCodeAt(end) === CARRIAGE_RETURN) {
      if (end + 1 === this.text.length && !isLast) {
        return false
      }
      this.rowStart = this.text.charCodeAt(end + 1) === LINE_FEED ? end + 2 : end + 1
      return true
    }
    this.rowStart = end + 1
    return true
  }

  private readCell(at: number, isLast: boolean): number {
    const start = this.afterBlanks(at)
    if (this.text.charCodeAt(start) === this.quote) {
      return this.readQuotedCell(start + 1, isLast)
    }
    const end = this.endOfPlain(at)
    this.cell = this.text.slice(at, end)
    return end === this.text.length && !isLast ? INCOMPLETE : end
  }

  /** `a, "b, c"`: blanks before a quotation mark belong to no cell. */
  private afterBlanks(at: number): number {
    let start = at
    while (this.text.charCodeAt(start) === BLANK) {
      start++
    }
    return start
  }

  private endOfPlain(at: number): number {
    const { text, delimiter } = this
    const { length } = text
    let end = at
    while (end < length) {
      const code = text.charCodeAt(end)
      if (code === delimiter || code === LINE_FEED || code === CARRIAGE_RETURN) {
        break
      }
      end++
    }
    return end
  }

  private readQuotedCell(start: number, isLast: boolean): number {
    const { text } = this
    const mark = String.fromCharCode(this.quote)
    let content = ''
    let from = start
    for (;;) {
      const close = text.indexOf(mark, from)
      if (close === -1) {
        return this.leaveOpen(content + text.slice(from), isLast)
      }
      if (text.charCodeAt(close + 1) !== this.quote) {
        return this.closeQuote(content + text.slice(from, close), close, isLast)
      }
      content += text.slice(from, close + 1)
      from = close + 2
    }
  }

  private closeQuote(content: string, close: number, isLast: boolean): number {
    const end = this.endOfPlain(close + 1)
    this.isQuoted = true
    const rest = end > close + 1 ? this.text.slice(close + 1, end) : ''
    this.cell = rest.trim() === '' ? content : content + rest
    return end === this.text.length && !isLast ? INCOMPLETE : end
  }

  private leaveOpen(content: string, isLast: boolean): number {
    if (!isLast) {
      return INCOMPLETE
    }
    this.isUnclosed = true
    this.isQuoted = true
    this.cell = content
    return this.text.length
  }
}
