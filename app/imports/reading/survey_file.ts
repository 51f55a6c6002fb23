import { detectDateOrder, detectDecimal, type Convention } from '../typing/conventions.js'
import { profileColumn, type ColumnProfile, type Conventions } from '../typing/column_profile.js'
import { NUMERIC, settleColumns } from '../typing/settle_columns.js'
import type { FileFormat, IgnoredField, SourceRow } from './format.js'
import { HiddenSums, type HiddenSum } from './hidden_rows.js'
import { Arranger, type ExcludedRow, type Layout } from './layout.js'
import { SURVEY_LIMIT_MS } from './limits.js'
import { readRows } from './rows.js'
import { Survey, textOf } from './survey.js'
import { TotalFinder, type Addends, type TotalVerdict } from './totals.js'

export interface Surveyed {
  survey: Survey
  columns: ColumnProfile[]
  decimal: Convention<'.' | ','>
  dateOrder: Convention<'dmy' | 'mdy'>
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
  const kept = await settleTotals(head, survey, first)
  const layout = { ...survey.layout, excluded: sorted(survey), width: survey.names.length }
  const judged = judge(survey, head)
  return {
    survey,
    ...judged,
    columns: settleColumns(judged.columns),
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

const sorted = (survey: Survey): ExcludedRow[] =>
  [...survey.layout.excluded, ...survey.excluded].sort((a, b) => a.position - b.position)

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
      const reason = 'It holds one text and no values.'
      survey.excluded.push({ position: row.position, kind: 'note', text: textOf(row), reason })
    } else {
      survey.count(row)
    }
  }
}

/** Sets the totals apart, by word and by arithmetic, and answers the rows that only have the word. */
async function settleTotals(
  head: Head,
  survey: Survey,
  { columns, conventions }: ReturnType<typeof judge>
): Promise<SourceRow[]> {
  const addends = addendsOf(columns, conventions)
  const suspects = [...survey.suspects, ...wordless(survey, addends)]
  if (suspects.length === 0 || head.chosen.totals === 'read') {
    survey.suspects.forEach((row) => survey.count(row))
    return []
  }
  const finder = new TotalFinder(suspects, addends)
  const arranger = new Arranger({ ...survey.layout, excluded: sorted(survey) })
  await readAll(head, (row) => arranger.arrange(row).forEach((arranged) => finder.add(arranged)))
  const lastData = survey.last?.position ?? 0
  const kept: SourceRow[] = []
  for (const verdict of finder.verdicts()) {
    const reason = whyTotal(verdict, {
      addends,
      lastData,
      isNamed: survey.suspects.includes(verdict.row),
    })
    const { position } = verdict.row
    if (reason) {
      survey.excluded.push({ position, kind: 'total', text: textOf(verdict.row), reason })
    } else if (survey.suspects.includes(verdict.row)) {
      survey.count(verdict.row)
      kept.push(verdict.row)
    }
  }
  return kept
}

function addendsOf(columns: ColumnProfile[], { decimal }: Conventions): Addends {
  const measures = columns.filter(({ type, isRate }) => NUMERIC.includes(type) && !isRate)
  const day = columns.find(({ type }) => type === 'date' || type === 'datetime')
  return { columns: measures, decimal, day: day?.index ?? null }
}

/** The last row may add up the others without a word: its day and its names are empty. */
function wordless({ last, suspects, tallies }: Survey, { columns, day }: Addends): SourceRow[] {
  const measures = new Set(columns.map(({ index }) => index))
  const isBare =
    last !== undefined &&
    tallies.length > measures.size &&
    last.cells.every((cell, index) => measures.has(index) || cell.trim() === '') &&
    last.cells.length > (day ?? 0)
  return isBare && !suspects.includes(last) ? [last] : []
}

interface Standing {
  addends: Addends
  lastData: number
  isNamed: boolean
}

function whyTotal({ row, adds }: TotalVerdict, standing: Standing): string | undefined {
  if (adds) {
    return standing.isNamed ? `It is called a total and adds up ${adds}.` : `It adds up ${adds}.`
  }
  return standing.isNamed && standsApart(row, standing)
    ? 'It is called a total and stands for no day or group of its own. Its numbers are not the sum of the other rows: check it.'
    : undefined
}

/** Without a day where the others have one, or behind all others. */
function standsApart({ cells, position }: SourceRow, { addends, lastData }: Standing): boolean {
  return addends.day === null ? position > lastData : !/\d/.test(cells[addends.day] ?? '')
}
