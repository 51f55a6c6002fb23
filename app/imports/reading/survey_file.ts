import { detectDateOrder, type Convention } from '../typing/conventions.js'
import { detectDecimal } from '../typing/decimal_convention.js'
import { profileColumn, type ColumnProfile, type Conventions } from '../typing/column_profile.js'
import type { DateOrder } from '../typing/dates.js'
import { NUMERIC, settleColumns } from '../typing/settle_columns.js'
import type { FileFormat, IgnoredField, SourceRow } from './format.js'
import { HiddenSums, type HiddenSum } from './hidden_rows.js'
import type { Layout } from './layout.js'
import { SURVEY_LIMIT_MS } from './limits.js'
import { readRows } from './rows.js'
import { mergedColumns } from './merged_texts.js'
import { carriedCells } from './row_groups.js'
import { addendsOf, settleTotals } from './settle_totals.js'
import { isLabelled, textOf } from './other_table.js'
import { Survey } from './survey.js'
import { withGrain } from './row_periods.js'

export interface Surveyed {
  survey: Survey
  columns: ColumnProfile[]
  decimal: Convention<'.' | ','>
  dateOrder: Convention<DateOrder>
  conventions: Conventions
  layout: Layout
  ignored: IgnoredField[]
  isComplete: boolean
  /** Rows that a word calls totals, and that count because they have a date and add up nothing. */
  kept: SourceRow[]
  hidden: HiddenSum[]
}

/** What is known before the whole file is read. */
export interface Head {
  path: string
  format: FileFormat
  names: string[]
  headings: string[]
  layout: Layout
  is1904: boolean
  chosen: Partial<FileFormat>
}

const MOST_NOTES = 20
const NOTES_SHARE = 0.05

/** Reads the whole file once, and once more where rows may be totals, and says what its columns hold. */
export async function surveyFile(head: Head): Promise<Surveyed> {
  const survey = new Survey(head.names, head.layout)
  head.headings.forEach((heading, index) => (survey.tallies[index].heading = heading))
  const { isComplete, ignored } = await readAll(head, (row) => survey.add(row))
  const first = judge(survey, head)
  settleNotes(survey, first.columns)
  const kept = await settleTotals(survey, first, {
    areRead: head.chosen.totals === 'read',
    readAll: (take) => readAll(head, take),
  })
  const judged = judge(survey, head)
  const layout = layoutOf(survey, judged.columns, head.chosen)
  return {
    survey,
    ...judged,
    columns: withGrain(settleColumns(judged.columns), dataOf(survey), judged.conventions),
    layout,
    ignored,
    isComplete,
    kept,
    hidden: survey.hidden > 0 ? await addUpHidden(head, layout, judged) : [],
  }
}

async function addUpHidden(
  head: Head,
  { excluded }: Layout,
  { columns, conventions }: ReturnType<typeof judge>
) {
  const left = new Set(excluded.map(({ position }) => position))
  const sums = new HiddenSums(addendsOf(columns, conventions), left)
  await readAll(head, (row) => sums.add(row))
  return sums.found
}

function dataOf({ preview, allExcluded }: Survey) {
  const excluded = new Set(allExcluded.map(({ position }) => position))
  return preview.filter(({ position }) => !excluded.has(position))
}

function layoutOf(
  survey: Survey,
  columns: ColumnProfile[],
  { blankDays, blankTexts }: Partial<FileFormat>
): Layout {
  return {
    ...survey.layout,
    excluded: survey.allExcluded,
    width: survey.names.length,
    carried: carriedCells(survey.groups, columns, blankDays),
    merged: mergedColumns(survey.merged, columns, blankTexts),
    endsBefore: survey.otherTable.row?.position ?? null,
  }
}

async function readAll({ path, format }: Head, take: (row: SourceRow) => void) {
  const until = Date.now() + SURVEY_LIMIT_MS
  let ignored: IgnoredField[] = []
  for await (const batch of readRows(path, format)) {
    ignored = batch.ignored ?? ignored
    for (const row of batch.rows) {
      if (row.position > format.headerRow) {
        take(row)
      }
    }
    if (Date.now() > until) {
      return { isComplete: false, ignored }
    }
  }
  return { isComplete: true, ignored }
}

function judge(survey: Survey, { format, chosen, is1904 }: Head) {
  const delimiter = format.kind === 'csv' ? format.delimiter : ','
  const decimal = detectDecimal(survey.tallies, delimiter)
  const mark = chosen.decimal ?? decimal.value
  const dateOrder = detectDateOrder(survey.tallies, { decimal: mark, delimiter })
  const conventions = { decimal: mark, dateOrder: chosen.dateOrder ?? dateOrder.value, is1904 }
  const columns = survey.tallies.map((tally) => profileColumn(tally, conventions))
  return { decimal, dateOrder, conventions, columns }
}

/** A row with one text and no number is a remark, unless a file consists of such rows. */
function settleNotes(survey: Survey, columns: ColumnProfile[]) {
  const hasNumbers = columns.some(({ type }) => NUMERIC.includes(type))
  const isFew = survey.notes.length <= Math.max(MOST_NOTES, survey.rows * NOTES_SHARE)
  for (const row of survey.notes) {
    if (hasNumbers && isFew && survey.rows > survey.notes.length) {
      const reason = isLabelled(row)
        ? 'It says something about the file.'
        : 'It holds one text and no values.'
      survey.excluded.push({ position: row.position, kind: 'note', text: textOf(row), reason })
    } else {
      survey.count(row)
    }
  }
}
