import { kindOf } from './cell_kinds.js'
import { FileFault } from './faults.js'
import { plainText } from './markup_text.js'
import type { SourceRow } from './source_row.js'

/** A page is held as a whole; tools write such files for people, not for archives. */
const MOST_CHARACTERS = 24 * 1024 ** 2
/** What a cell may ask for, so that no page repeats one without end. */
const MOST_SPAN = 1_000
const SKIPPED = /<!--[\s\S]*?-->|<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi
const TAG = /<(\/?)(?:\w+:)?(table|worksheet|tr|row|t[dh]|cell|br|p|div)\b([^>]*?)(\/?)>/gi

/** Whether the text is markup with rows of a table: a page, or Excel's XML of 2003, which tools call .xls. */
export function isTable(sample: string): boolean {
  return (
    /^\s*<(?:!doctype|html|head|meta|body|div|table|style|\?xml|\?mso|workbook)/i.test(sample) &&
    /<(?:\w+:)?(?:tr|row)\b/i.test(sample)
  )
}

/** The rows of the table that has most of them. */
export async function* readMarkup(text: AsyncIterable<string>): AsyncGenerator<SourceRow[]> {
  let whole = ''
  for await (const piece of text) {
    whole += piece
    if (whole.length > MOST_CHARACTERS) {
      throw new FileFault(
        'E_FILE_TOO_LARGE',
        'This web page or XML workbook is larger than 24 MB. Open it in a spreadsheet and save it as .xlsx or CSV.'
      )
    }
  }
  yield largestTable(whole).flatMap((cells, index) =>
    cells.length > 0 ? [{ position: index + 1, cells }] : []
  )
}

function largestTable(markup: string): string[][] {
  const tables = tablesIn(markup.replace(SKIPPED, ''))
  return tables.reduce((most, table) => (table.length > most.length ? table : most), [])
}

interface Open {
  tables: Table[]
  /** Tables within tables, such as those that only arrange a page. */
  stack: Table[]
}

function tablesIn(markup: string): string[][][] {
  const open: Open = { tables: [], stack: [] }
  let from = 0
  for (const match of markup.matchAll(TAG)) {
    open.stack.at(-1)?.write(markup.slice(from, match.index))
    from = match.index + match[0].length
    take(open, match)
  }
  return open.tables.map(({ rows }) => rows)
}

function take(open: Open, [, closing, tag, attributes, alone]: RegExpMatchArray) {
  const name = tag.toLowerCase()
  const isEnd = closing !== ''
  if (name === 'table' || name === 'worksheet') {
    takeTable(open, isEnd)
  } else {
    takeInside(open.stack.at(-1), { name, isEnd, attributes, isAlone: alone !== '' })
  }
}

interface Tag {
  name: string
  isEnd: boolean
  isAlone: boolean
  attributes: string
}

const BEGINS: Record<string, (table: Table, attributes: string) => void> = {
  tr: (table, attributes) => table.beginRow(attributes),
  row: (table, attributes) => table.beginRow(attributes),
  td: (table, attributes) => table.beginCell(attributes),
  th: (table, attributes) => table.beginCell(attributes),
  cell: (table, attributes) => table.beginCell(attributes),
}

function takeInside(table: Table | undefined, { name, isEnd, isAlone, attributes }: Tag) {
  const begin = BEGINS[name]
  if (!table || !begin) {
    table?.write(' ')
    return
  }
  if (!isEnd) {
    begin(table, attributes)
  }
  if (isEnd || isAlone) {
    table.endCell()
  }
}

function takeTable({ tables, stack }: Open, isEnd: boolean) {
  if (isEnd) {
    stack.pop()?.endRow()
    return
  }
  const table = new Table()
  tables.push(table)
  stack.push(table)
}

/** A cell that stands beside several rows. */
interface Above {
  rows: number
  text: string
}

class Table {
  readonly rows: string[][] = []
  private text: string | null = null
  /** By column, what a cell above still fills. */
  private readonly below = new Map<number, Above>()
  private begun: Above[] = []

  beginRow(attributes: string) {
    this.endRow()
    const blank = (numberIn(attributes, 'index') ?? 1) - 1 - this.rows.length
    this.rows.push(...Array.from({ length: Math.max(0, blank) }, () => []), [])
  }

  beginCell(attributes: string) {
    this.endCell()
    const row = this.rows.at(-1)
    if (!row) {
      return
    }
    this.fillFromAbove(row, numberIn(attributes, 'index') ?? 1)
    const span = numberIn(attributes, 'colspan') ?? 1 + (numberIn(attributes, 'mergeacross') ?? 0)
    const rows = numberIn(attributes, 'rowspan') ?? 1 + (numberIn(attributes, 'mergedown') ?? 0)
    this.begun = Array.from({ length: span }, () => ({ rows: rows - 1, text: '' }))
    this.begun.forEach((above, at) => this.below.set(row.length + at, above))
    this.text = ''
  }

  write(markup: string) {
    if (this.text !== null) {
      this.text += markup
    }
  }

  endCell() {
    if (this.text !== null) {
      const text = plainText(this.text)
      this.rows.at(-1)!.push(text, ...this.begun.slice(1).map(() => ''))
      this.text = null
      // An amount beside several rows is one for all of them.
      this.begun[0].text = kindOf(text) === 'number' ? '' : text
    }
  }

  endRow() {
    this.endCell()
    this.fillFromAbove(this.rows.at(-1) ?? [], 1)
  }

  private fillFromAbove(row: string[], place: number) {
    for (let above = this.above(row); above || row.length < place - 1; above = this.above(row)) {
      row.push(above?.text ?? '')
    }
  }

  private above(row: string[]): Above | undefined {
    const above = this.below.get(row.length)
    return above && above.rows-- > 0 ? above : undefined
  }
}

function numberIn(attributes: string, name: string): number | undefined {
  const [, digits] = attributes.match(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, 'i')) ?? []
  return digits === undefined ? undefined : Math.min(Number(digits), MOST_SPAN)
}
