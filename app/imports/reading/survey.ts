import { ColumnTally, type Kind } from '../typing/column_tally.js'
import { BIT } from '../typing/cell_facts.js'
import type { SourceRow } from './format.js'
import { Arranger, type ExcludedRow, type Layout, type Section } from './layout.js'
import { KnownNames } from './known_names.js'
import { MergedTexts } from './merged_texts.js'
import { RowGroups } from './row_groups.js'
import { isTotalWord } from '../typing/total_words.js'
import { isComment, isLabelled, OtherTable, textOf, VALUES } from './other_table.js'
import { MOST_SUSPECTS, SURVEY_VALUES, SURVEY_VALUES_OF_COLUMN } from './limits.js'

const PREVIEW_ROWS = 25

/** Looks at every row of a file once: what its columns hold, where it names them again, which rows may be no data. */
export class Survey {
  readonly names: string[]
  readonly tallies: ColumnTally[] = []
  readonly sections: Section[] = []
  readonly excluded: ExcludedRow[] = []
  /** Rows that a word says are totals; counted only where they turn out to be none. */
  readonly suspects: SourceRow[] = []
  /** Rows with one text and nothing else. */
  readonly notes: SourceRow[] = []
  readonly preview: SourceRow[] = []
  /** Rows of a small file, which may be groups of others. */
  readonly small: SourceRow[] = []
  rows = 0
  hidden = 0
  first: SourceRow | undefined
  last: SourceRow | undefined
  readonly groups = new RowGroups()
  readonly merged = new MergedTexts()
  readonly otherTable = new OtherTable()
  private kinds: Kind[] = []
  private readonly known = new KnownNames()
  private arranger: Arranger

  constructor(
    names: string[],
    readonly layout: Layout
  ) {
    this.names = [...names]
    this.arranger = new Arranger(layout)
    this.growTallies()
  }

  add(row: SourceRow) {
    if (!this.layout.periods && this.known.areRepeatedBy(row.cells)) {
      this.beginSection(row)
      return
    }
    if (this.otherTable.takes(row, this.rows > 0)) {
      return
    }
    this.hidden += row.isHidden ? 1 : 0
    for (const arranged of this.arranger.arrange(row)) {
      this.take(arranged)
    }
  }

  private take(row: SourceRow) {
    this.rows++
    if (this.preview.length < PREVIEW_ROWS) {
      this.preview.push(row)
    }
    if (row.fault) {
      return
    }
    const facts = this.lookAt(row)
    const isNote = this.isNote(row)
    if ((facts & BIT.total) !== 0 && this.suspects.length < MOST_SUSPECTS) {
      this.suspects.push(row)
    } else if (isNote && this.notes.length < MOST_SUSPECTS) {
      this.notes.push(row)
    } else {
      this.tally(row)
    }
  }

  /** Counts a row after all. */
  count(row: SourceRow) {
    this.lookAt(row)
    this.tally(row)
  }

  private tally(row: SourceRow) {
    this.groups.add(row.cells)
    this.merged.add(row.cells)
    if (this.small.length <= MOST_SUSPECTS) {
      this.small.push(row)
    }
    this.first ??= row
    this.last = row
    const width = Math.min(row.cells.length, this.tallies.length)
    for (let index = 0; index < width; index++) {
      this.tallies[index].note(row.cells[index], this.kinds[index], row.position)
    }
  }

  /** A total; where no word said so, it was counted as data. */
  leaveOut(row: SourceRow, { reason, wasCounted }: { reason: string; wasCounted: boolean }) {
    this.excluded.push({ position: row.position, kind: 'total', text: textOf(row), reason })
    if (wasCounted) {
      this.tallies.forEach((tally, index) => tally.forget(row.cells[index] ?? ''))
    }
  }

  private lookAt({ cells }: SourceRow): number {
    let facts = 0
    const width = Math.min(cells.length, this.tallies.length)
    for (let index = 0; index < width; index++) {
      this.kinds[index] = this.tallies[index].look(cells[index])
      facts |= this.kinds[index].facts
    }
    return cells.length === width + 1 && isTotalWord(cells[width]) ? facts | BIT.total : facts
  }

  private isNote(row: SourceRow): boolean {
    const mayBeNote = this.tallies.length > 2 || row.cells.length < this.tallies.length
    return isComment(row) || (mayBeNote && (this.hasOneText(row) || isLabelled(row)))
  }

  private hasOneText({ cells }: SourceRow): boolean {
    let text = -1
    for (const [index, cell] of cells.entries()) {
      if (cell === '' || cell.trim() === '') {
        continue
      }
      if (text !== -1) {
        return false
      }
      text = index
    }
    return text !== -1 && ((this.kinds[text]?.facts ?? 0) & VALUES) === 0
  }

  /** With what was known before, in the order of the file. */
  get allExcluded(): ExcludedRow[] {
    const found = [...this.layout.excluded, ...this.excluded, ...this.otherTable.exclusion]
    return found.sort((a, b) => a.position - b.position)
  }

  private beginSection({ position, cells }: SourceRow) {
    const known = this.sections.at(-1)?.columns ?? this.names.map((_name, index) => index)
    const columns = cells.map((cell) => this.columnNamed(cell.replace(/\s+/g, ' ').trim()))
    const isSame =
      columns.length === known.length && columns.every((column, at) => column === known[at])
    this.excluded.push({
      position,
      kind: 'names',
      text: textOf({ position, cells }),
      reason: isSame
        ? 'It repeats the names of the columns.'
        : 'It names the columns again, and others: the rows below are read under these names.',
    })
    if (!isSame || this.sections.length > 0) {
      this.sections.push({ headerRow: position, columns })
    }
    this.layout.sections = this.sections
    this.layout.width = this.names.length
    this.arranger = new Arranger(this.layout)
  }

  private columnNamed(written: string): number {
    const known = this.known.columnOf(written)
    if (known !== undefined) {
      return known
    }
    this.names.push(written || `Column ${this.names.length + 1}`)
    this.growTallies()
    return this.names.length - 1
  }

  private growTallies() {
    const kept = Math.min(
      SURVEY_VALUES_OF_COLUMN,
      Math.max(200, Math.floor(SURVEY_VALUES / Math.max(1, this.names.length)))
    )
    while (this.tallies.length < this.names.length) {
      const index = this.tallies.length
      this.tallies.push(new ColumnTally(index, this.names[index], kept))
      this.known.add(this.names[index], index)
    }
  }
}
