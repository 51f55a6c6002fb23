import type { ColumnProfile } from '../typing/column_profile.js'
import { MANY_CELLS, MANY_SHARE } from '../typing/conventions.js'
import { dayColumn, isDated } from '../typing/day_column.js'
import { aboutColumn } from './about_column.js'
import type { FilePeriod } from './file_period.js'
import type { Choice, FileFormat, Finding } from './format.js'
import type { Surveyed } from './survey_file.js'

/** Of a small file, so many rows are not lost without a question. */
const SMALL_FILE_SHARE = 0.4
const BLANK_DAY_CHOICES: Choice[] = [
  { value: 'reject', label: 'reject them' },
  { value: 'above', label: 'the day of the row above' },
]

/** On which day rows count, and why. */
export function describeDays(
  surveyed: Surveyed,
  { period, chosen }: { period: FilePeriod | null; chosen: Partial<FileFormat> }
): Finding[] {
  const { columns } = surveyed
  const day = dayColumn(columns)
  if (!day) {
    return period ? [ofFile(period)] : []
  }
  return [
    ...joined(surveyed),
    ...counted(day),
    ...otherDays(columns, day),
    ...periods(day),
    ...blankDays(surveyed, { day, chosen }),
  ]
}

function ofFile({ from, to, grain, position }: FilePeriod): Finding {
  const told = `No column has dates. Row ${position} says that the file covers ${from} to ${to}.`
  return {
    ...{ field: 'notice', label: 'Day', value: '', text: grain ? from : 'open', choices: [] },
    evidence: grain
      ? `${told} Its rows count on the first day of that ${grain}.`
      : `${told} Give the day on which its rows count.`,
    tone: 'check',
  }
}

function joined({ layout: { joined: made }, survey }: Surveyed): Finding[] {
  const names = (made?.columns ?? []).map((column) => `“${survey.names[column]}”`)
  return made
    ? [
        aboutColumn(made.name, {
          label: 'Day',
          tone: 'likely',
          evidence: `Put together from ${names.join(', ')}.`,
        }),
      ]
    : []
}

function counted({ name, dateStyle, evidence }: ColumnProfile): Finding[] {
  return dateStyle === 'nth_day'
    ? [aboutColumn(name, { label: 'Day', tone: 'likely', evidence })]
    : []
}

function otherDays(columns: ColumnProfile[], day: ColumnProfile): Finding[] {
  const others = columns.filter((column) => isDated(column) && column !== day)
  const names = others.map(({ name }) => `“${name}”`).join(', ')
  return others.length === 0
    ? []
    : [
        aboutColumn(day.name, {
          label: 'Day',
          tone: 'check',
          evidence: `Rows count on this day. ${names} ${others.length === 1 ? 'holds' : 'hold'} dates too: map another column to the day where rows should count on that.`,
        }),
      ]
}

function periods({ name, type, grain, isSpan }: ColumnProfile): Finding[] {
  const about = (evidence: string, tone: Finding['tone']) => [
    aboutColumn(name, { label: 'Periods', tone, evidence }),
  ]
  if (isSpan) {
    return about('Rows cover several days each and count on the first of them.', 'check')
  }
  return type === 'date' && grain && grain !== 'day'
    ? about(`Each row stands for a ${grain} and counts on its first day.`, 'likely')
    : []
}

interface Asked {
  day: ColumnProfile
  chosen: Partial<FileFormat>
}

function blankDays(surveyed: Surveyed, { day, chosen }: Asked): Finding[] {
  const { carried, rejected, all } = withoutDate(surveyed, day)
  if (carried + rejected === 0) {
    return []
  }
  const sentences = [
    carried > 0 && `${rows(carried)} without a date belong to the row above: its day counts.`,
    rejected > 0 && `${rows(rejected)} of ${all} without a date: rejected.`,
  ]
  return [
    {
      ...{ field: 'blankDays', column: day.name, label: 'Rows without a date' },
      value: surveyed.layout.carried ? 'above' : 'reject',
      text: `“${day.name}”`,
      evidence: sentences.filter(Boolean).join(' '),
      tone: chosen.blankDays ? 'certain' : areMany(rejected, all) ? 'question' : 'check',
      choices: BLANK_DAY_CHOICES,
    },
  ]
}

function areMany(rejected: number, all: number): boolean {
  return rejected > all * (rejected >= MANY_CELLS ? MANY_SHARE : SMALL_FILE_SHARE)
}

function withoutDate({ survey, layout }: Surveyed, { index }: ColumnProfile) {
  const { rows: all, filled } = survey.tallies[index]
  const blank = all - filled
  const isOfGroups = typeof layout.carried?.key === 'number'
  const carried = isOfGroups ? survey.groups.leftTo(index) : layout.carried ? blank : 0
  return { all, carried, rejected: blank - carried }
}

const rows = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`
