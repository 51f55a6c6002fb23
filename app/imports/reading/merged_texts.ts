import type { ColumnProfile } from '../typing/column_profile.js'
import { offeredDimension } from '#shared/columns/known_dimensions'
import type { FileFormat, Finding } from './format.js'
import type { Layout } from './layout.js'

const MOST_TEXTS = 10_000
const FEWEST_GROUPS = 2

interface Leading {
  seen: Set<string>
  filled: number
  blank: number
  isOut: boolean
}

/**
 * Columns at the left whose text stands once above the blank cells of its group, as merged cells are written: each text
 * once within the group to its left, none blank before the first of them, and at least half of the cells blank.
 */
export class MergedTexts {
  private readonly columns: Leading[] = []
  private width = Infinity

  add(cells: string[]) {
    this.width = Math.min(this.width, cells.length)
    for (let column = 0; column < this.width; column++) {
      if (!this.note(column, cells)) {
        this.width = column
      }
    }
  }

  /** False from the first column on that writes its text in each row, or has none where its group begins. */
  private note(column: number, cells: string[]): boolean {
    const known = (this.columns[column] ??= { seen: new Set(), filled: 0, blank: 0, isOut: false })
    const text = cells[column].trim()
    if (text === '') {
      known.blank++
      known.isOut ||= known.seen.size === 0 && (cells[column - 1] ?? '').trim() === ''
    } else {
      known.filled++
      known.isOut ||= known.seen.has(text) || known.seen.size >= MOST_TEXTS
      known.seen.add(text)
      this.columns.slice(column + 1).forEach(({ seen }) => seen.clear())
    }
    return !known.isOut
  }

  /** Those columns, from the left. */
  get places(): number[] {
    const found: number[] = []
    for (const { filled, blank, isOut } of this.columns.slice(0, this.width)) {
      if (isOut || filled < FEWEST_GROUPS || blank < filled) {
        break
      }
      found.push(found.length)
    }
    return found
  }
}

/** Which columns take the text of the row above: those that are known as dimensions, or what a person says. */
export function mergedColumns(
  merged: MergedTexts,
  columns: ColumnProfile[],
  wanted: FileFormat['blankTexts']
): number[] {
  return wanted === 'leave'
    ? []
    : candidates(merged, columns).flatMap(({ index, name }) =>
        wanted === 'above' || offeredDimension(name) !== undefined ? [index] : []
      )
}

function candidates(merged: MergedTexts, columns: ColumnProfile[]): ColumnProfile[] {
  return merged.places.flatMap((place) => {
    const column = columns[place]
    return column?.type === 'text' || column?.type === 'identifier' ? [column] : []
  })
}

interface Described {
  survey: { merged: MergedTexts }
  layout: Layout
  columns: ColumnProfile[]
}

/** What blank cells below such a text were taken for. */
export function describeMerged(
  { survey: { merged }, layout, columns }: Described,
  wanted: FileFormat['blankTexts']
): Finding[] {
  const found = candidates(merged, columns)
  if (found.length === 0) {
    return []
  }
  const value = (layout.merged ?? []).length > 0 ? 'above' : 'leave'
  const told =
    value === 'above'
      ? 'blank cells below it have the text of the row above'
      : 'blank cells below it stay blank, though they may belong to the text above'
  return [
    {
      ...{ field: 'blankTexts', label: 'Text written once', value },
      text: found.map(({ name }) => `“${name}”`).join(', '),
      evidence: `Each text stands once, above blank cells: ${told}.`,
      tone: wanted ? 'certain' : 'check',
      choices: [
        { value: 'above', label: 'the text of the row above' },
        { value: 'leave', label: 'leave them blank' },
      ],
    },
  ]
}
