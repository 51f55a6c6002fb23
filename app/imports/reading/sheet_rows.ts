import { FileFault } from './faults.js'
import type { FileFormat, SourceRow } from './format.js'
import { MAX_COLUMNS } from './limits.js'
import { shiftPoint } from '../typing/numbers.js'
import { durationText, serialToText } from './number_formats.js'
import type { Sheet, Workbook } from './workbook.js'
import { streamXml } from './xml.js'

export interface Merge {
  fromRow: number
  toRow: number
  fromColumn: number
  toColumn: number
}

/** Stands in the cell of a formula whose result the file does not store, as an error of the spreadsheet would. */
export const FORMULA_WITHOUT_RESULT = '#NO RESULT!'

/** Turns the events of one sheet into rows of text. */
class SheetReader {
  rows: SourceRow[] = []
  merges: Merge[] = []
  private cells: string[] = []
  private position = 0
  private column = 0
  private type = ''
  private style = 0
  private value = ''
  private isValue = false
  private isHidden = false
  private hasFormula = false

  constructor(
    private readonly workbook: Workbook,
    private readonly decimal: FileFormat['decimal']
  ) {}

  open(name: string, attributes: Record<string, string>) {
    if (name === 'row') {
      this.position = attributes.r ? Number(attributes.r) : this.position + 1
      this.cells = []
      this.column = -1
      this.isHidden = ['1', 'true'].includes(attributes.hidden)
    } else if (name === 'c') {
      this.openCell(attributes)
    } else if (name === 'f') {
      this.hasFormula = true
    } else if (name === 'mergeCell') {
      this.merges.push(parseMerge(attributes.ref))
    }
    this.isValue = name === 'v' || name === 't'
  }

  text(text: string) {
    if (this.isValue) {
      this.value += text
    }
  }

  close(name: string) {
    this.isValue = false
    if (name === 'c') {
      this.closeCell()
    } else if (name === 'row' && this.cells.some((cell) => cell !== '')) {
      const { position, cells, isHidden } = this
      this.rows.push({ position, cells, ...(isHidden && { isHidden }) })
    }
  }

  take(): SourceRow[] {
    const taken = this.rows
    this.rows = []
    return taken
  }

  private openCell(attributes: Record<string, string>) {
    this.column = attributes.r ? columnOf(attributes.r) : this.column + 1
    if (this.column >= MAX_COLUMNS) {
      throw new FileFault(
        'E_TOO_MANY_COLUMNS',
        `The sheet has more than ${MAX_COLUMNS} columns. Remove the ones you do not need and upload it again.`
      )
    }
    this.type = attributes.t ?? 'n'
    this.style = Number(attributes.s ?? 0)
    this.value = ''
    this.hasFormula = false
  }

  private closeCell() {
    while (this.cells.length < this.column) {
      this.cells.push('')
    }
    this.cells[this.column] = this.asText()
  }

  private asText(): string {
    const { value } = this
    if (value === '') {
      return this.nothing()
    }
    switch (this.type) {
      case 's':
        return this.workbook.strings[Number(value)] ?? ''
      case 'b':
        return value === '1' ? 'true' : 'false'
      default:
        return this.type === 'n' ? this.numberAsText() : value
    }
  }

  /** A formula whose result is an empty text says so by its type. */
  private nothing(): string {
    return this.hasFormula && this.type !== 'str' ? FORMULA_WITHOUT_RESULT : ''
  }

  private numberAsText(): string {
    const { value, workbook } = this
    const style = workbook.styles[this.style]
    if (typeof style === 'object') {
      return `${plainNumber(value).replace('.', this.decimal)} ${style.money}`
    }
    switch (style) {
      case 'date':
        return serialToText(Number(value), workbook.is1904)
      case 'duration':
        return durationText(Number(value))
      case 'percent':
        return percentage(plainNumber(value)).replace('.', this.decimal)
      default:
        return plainNumber(value).replace('.', this.decimal)
    }
  }
}

/** `1.2E-3` and `0.30000000000000004` as people write them: fifteen digits, as Excel shows. */
function plainNumber(value: string): string {
  if (/^-?\d{1,15}$/.test(value)) {
    return value
  }
  const number = Number(Number(value).toPrecision(15))
  const text = String(number)
  return text.includes('e') ? number.toFixed(20).replace(/\.?0+$/, '') : text
}

/** 0.05 in a cell that shows percentages is 5 %, as the person sees it. */
function percentage(text: string): string {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? `${shiftPoint(text, 2)}%` : text
}

function columnOf(reference: string): number {
  let column = 0
  for (const character of reference) {
    const code = character.charCodeAt(0)
    if (code < 65 || code > 90) {
      break
    }
    column = column * 26 + (code - 64)
  }
  return column - 1
}

function parseMerge(reference: string): Merge {
  const [from, to = from] = reference.split(':')
  const rowOf = (cell: string) => Number(cell.replace(/\D/g, ''))
  return {
    fromRow: rowOf(from),
    toRow: rowOf(to),
    fromColumn: columnOf(from),
    toColumn: columnOf(to),
  }
}

/**
 * Rows of one sheet in pieces, with the unpacked bytes that each took. Numbers get the decimal mark of the texts beside
 * them, so that both are read alike.
 */
export async function* readSheet(
  workbook: Workbook,
  sheet: Sheet,
  decimal: FileFormat['decimal'] = '.'
) {
  const reader = new SheetReader(workbook, decimal)
  const source = await workbook.archive.read(sheet.path)
  const events = streamXml(source, {
    open: (name, attributes) => reader.open(name, attributes),
    text: (text) => reader.text(text),
    close: (name) => reader.close(name),
  })
  for await (const bytes of events) {
    yield { rows: reader.take(), bytes, merges: reader.merges }
  }
  yield { rows: reader.take(), bytes: 0, merges: reader.merges }
}
