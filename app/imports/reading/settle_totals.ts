import type { ColumnProfile, Conventions } from '../typing/column_profile.js'
import { parsePeriod } from '../typing/dates.js'
import { dayColumn, isDated } from '../typing/day_column.js'
import { NUMERIC } from '../typing/settle_columns.js'
import { isTotalWord, namesAll, namesChange } from '../typing/total_words.js'
import type { SourceRow } from './format.js'
import { Arranger } from './layout.js'
import { MOST_SUSPECTS } from './limits.js'
import type { Survey } from './survey.js'
import { unnamedParents } from './unnamed_groups.js'
import { TotalFinder, type Addends, type TotalVerdict } from './totals.js'

interface Judged {
  columns: ColumnProfile[]
  conventions: Conventions
}

interface Settling {
  /** The caller says that totals are rows like others. */
  areRead: boolean
  readAll: (take: (row: SourceRow) => void) => Promise<unknown>
}

/** Sets the totals apart, by word and by arithmetic, and answers the rows that only have the word. */
export async function settleTotals(
  survey: Survey,
  { columns, conventions }: Judged,
  { areRead, readAll }: Settling
): Promise<SourceRow[]> {
  const addends = addendsOf(columns, conventions)
  if (!areRead) {
    leaveOutParents(survey, addends, columns)
  }
  const suspects = [
    ...new Set([
      ...survey.suspects,
      ...wordless(survey, columns),
      ...longerPeriods(survey, columns, conventions),
    ]),
  ]
  if (suspects.length === 0 || areRead) {
    survey.suspects.forEach((row) => survey.count(row))
    return []
  }
  const finder = new TotalFinder(
    suspects.sort((a, b) => a.position - b.position),
    addends
  )
  const endsBefore = survey.otherTable.row?.position ?? null
  const arranger = new Arranger({ ...survey.layout, excluded: survey.allExcluded, endsBefore })
  await readAll((row) => arranger.arrange(row).forEach((arranged) => finder.add(arranged)))
  return setApart(survey, finder, addends)
}

/** Rows of groups that no word calls totals. */
function leaveOutParents(survey: Survey, addends: Addends, columns: ColumnProfile[]) {
  const texts = columns.filter((column) => column.type === 'text').map(({ index }) => index)
  const isSmall = addends.columns.length > 0 && survey.small.length <= MOST_SUSPECTS
  const found = isSmall ? unnamedParents(survey.small, addends, texts) : undefined
  found?.parents.forEach((row) => {
    const reason = `It adds up the rows of its group ${found.place} it.`
    survey.leaveOut(row, { reason, wasCounted: true })
  })
}

function setApart(survey: Survey, finder: TotalFinder, addends: Addends): SourceRow[] {
  const lastData = survey.last?.position ?? 0
  const kept: SourceRow[] = []
  for (const verdict of finder.verdicts()) {
    const { row } = verdict
    const isSuspect = survey.suspects.includes(row)
    const isNamed = isSuspect && namesTotal(row)
    const standing = { addends, lastData, isSuspect, isNamed }
    const reason = mayBeChance(verdict, standing) ? undefined : whyTotal(verdict, standing)
    if (reason) {
      survey.leaveOut(row, { reason, wasCounted: !isSuspect })
    } else if (isSuspect) {
      survey.count(row)
      kept.push(row)
    }
  }
  return kept.filter(namesTotal)
}

const namesTotal = ({ cells }: SourceRow) => cells.some(isTotalWord)

export function addendsOf(columns: ColumnProfile[], { decimal }: Conventions): Addends {
  const measures = columns.filter(({ type, isRate }) => NUMERIC.includes(type) && !isRate)
  return { columns: measures, decimal, day: dayColumn(columns)?.index ?? null }
}

/** The first or the last row may add up the others without a word: whatever names rows is empty in it. */
function wordless({ first, last, suspects }: Survey, columns: ColumnProfile[]): SourceRow[] {
  const naming = columns.filter(({ type }) => !NUMERIC.includes(type) && type !== 'empty')
  const texts = naming.filter((column) => !isDated(column))
  const silent = texts.length > 0 ? texts : naming
  return [...new Set([first, last])].filter(
    (row) =>
      row !== undefined &&
      silent.length > 0 &&
      row.cells.length > Math.min(...silent.map(({ index }) => index)) &&
      silent.every((column) => isSilent(row, column)) &&
      !suspects.includes(row)
  ) as SourceRow[]
}

/** A month or a week among days, which may add up the days of it. */
function longerPeriods(
  { small }: Survey,
  columns: ColumnProfile[],
  { dateOrder: order }: Conventions
): SourceRow[] {
  const day = dayColumn(columns)
  if (!day || day.dateStyle !== 'text' || small.length > MOST_SUSPECTS) {
    return []
  }
  const grainOf = ({ cells }: SourceRow) =>
    parsePeriod(cells[day.index] ?? '', { style: 'text', order })?.grain
  const days = small.filter((row) => grainOf(row) === 'day')
  const longer = small.filter((row) => (grainOf(row) ?? 'day') !== 'day')
  return longer.length < days.length ? longer : []
}

/** Empty, or a word where the others have their day. */
function isSilent({ cells }: SourceRow, column: ColumnProfile): boolean {
  const cell = (cells[column.index] ?? '').trim()
  return cell === '' || (isDated(column) && !/\d/.test(cell))
}

interface Standing {
  addends: Addends
  lastData: number
  isSuspect: boolean
  isNamed: boolean
}

function whyTotal({ row, adds }: TotalVerdict, standing: Standing): string | undefined {
  if (row.cells.some(namesChange)) {
    return 'It says how the rows above changed.'
  }
  if (adds) {
    return standing.isNamed ? `It is called a total and adds up ${adds}.` : `It adds up ${adds}.`
  }
  return standing.isNamed && standsApart(row, standing)
    ? 'It is called a total and stands for no day or group of its own. Its numbers are not the sum of the other rows: check it.'
    : undefined
}

/** `Total Makeover` is a campaign where it has a day of its own, or the numbers of one other row; `All` adds up several. */
function mayBeChance({ row, isOfOne }: TotalVerdict, standing: Standing): boolean {
  const { addends, isSuspect, isNamed } = standing
  if (isNamed || !isSuspect || row.cells.some(namesChange)) {
    return false
  }
  const isAll = row.cells.some(namesAll)
  return addends.day === null || isAll ? isOfOne === true : hasDay(row, addends.day)
}

const hasDay = ({ cells }: SourceRow, day: number) => /\d/.test(cells[day] ?? '')

/** Without a day where the others have one, or behind all others. */
function standsApart(row: SourceRow, { addends, lastData }: Standing): boolean {
  return addends.day === null ? row.position > lastData : !hasDay(row, addends.day)
}
