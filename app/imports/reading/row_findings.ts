import type { Choice, FileFormat, FileKind, Finding } from './format.js'
import { hiddenText } from './hidden_rows.js'
import type { ExcludedRow } from './layout.js'
import { describeMerged } from './merged_texts.js'
import type { Surveyed } from './survey_file.js'
import { textOf } from './other_table.js'
import { periodColumns } from './wide_periods.js'

const MOST_NAMED = 3

const TOTAL_CHOICES: Choice[] = [
  { value: 'leave_out', label: 'leave totals out' },
  { value: 'read', label: 'read them as rows' },
]
const HIDDEN_CHOICES: Choice[] = [
  { value: 'read', label: 'read hidden rows' },
  { value: 'leave_out', label: 'leave hidden rows out' },
]
const PERIOD_CHOICES: Choice[] = [
  { value: 'columns', label: 'metrics of their own' },
  { value: 'rows', label: 'one metric, a row for each' },
]

interface Told {
  chosen: Partial<FileFormat>
  kind: FileKind
}

/** Which rows are no data, which are hidden, and which columns are rather rows. */
export function describeRows(surveyed: Surveyed, told: Told): Finding[] {
  const { excluded } = surveyed.layout
  const of = (kind: ExcludedRow['kind']) => excluded.filter((row) => row.kind === kind)
  return [
    ...totals(of('total'), told),
    ...keptTotals(surveyed),
    ...notice('Row of units', of('units'), 'It is not read as data.'),
    ...notice('Names again', of('names'), 'The rows below are read under these names.'),
    ...otherTable(surveyed),
    ...notice('Remarks', of('note'), 'They are not read as data.'),
    ...hidden(surveyed, told),
    ...describeMerged(surveyed, told.chosen.blankTexts),
    ...periods(surveyed, told),
    ...unfinished(surveyed),
  ]
}

function otherTable({ survey }: Surveyed): Finding[] {
  const { row, rows } = survey.otherTable
  return row
    ? [
        {
          ...{ field: 'notice', label: 'Another table', value: '', choices: [] },
          text: rowCount(rows),
          evidence: `Another table begins in row ${row.position} (${textOf(row)}). Its rows are not read: put it into a file of its own.`,
          tone: 'check',
        },
      ]
    : []
}

function totals(rows: ExcludedRow[], { chosen }: Told): Finding[] {
  if (rows.length === 0 && chosen.totals !== 'read') {
    return []
  }
  const isDoubtful = rows.some(({ reason }) => reason.endsWith('check it.'))
  return [
    {
      field: 'totals',
      label: 'Totals',
      value: chosen.totals ?? 'leave_out',
      text: chosen.totals === 'read' ? 'read as rows' : `${rowCount(rows.length)} left out`,
      evidence: chosen.totals === 'read' ? 'You chose it.' : `${named(rows)} ${rows[0].reason}`,
      tone: isDoubtful ? 'check' : 'likely',
      choices: TOTAL_CHOICES,
    },
  ]
}

function keptTotals({ kept }: Surveyed): Finding[] {
  if (kept.length === 0) {
    return []
  }
  const rows = kept.slice(0, MOST_NAMED).map((row) => `row ${row.position} (${textOf(row)})`)
  return [
    {
      field: 'notice',
      label: 'Called a total',
      value: '',
      text: rowCount(kept.length),
      evidence: `They are read as data, since their numbers are not the sum of other rows: ${rows.join('; ')}.`,
      tone: 'check',
      choices: [],
    },
  ]
}

function notice(label: string, rows: ExcludedRow[], advice: string): Finding[] {
  return rows.length === 0
    ? []
    : [
        {
          field: 'notice',
          label,
          value: '',
          text: rowCount(rows.length),
          evidence: `${named(rows)} ${advice}`,
          tone: 'likely',
          choices: [],
        },
      ]
}

function named(rows: ExcludedRow[]): string {
  const shown = rows.slice(0, MOST_NAMED).map(({ position, text }) => `row ${position} (${text})`)
  const rest = rows.length - shown.length
  const list = `${shown.join('; ')}${rest > 0 ? ` and ${rest} more` : ''}.`
  return list.charAt(0).toUpperCase() + list.slice(1)
}

function hidden({ survey, hidden: sums }: Surveyed, { chosen }: Told): Finding[] {
  if (survey.hidden === 0) {
    return []
  }
  const isRead = chosen.hiddenRows !== 'leave_out'
  const all = isRead ? survey.rows : survey.rows + survey.hidden
  const amounts = sums.length > 0 ? ` They hold ${hiddenText(sums.slice(0, MOST_NAMED))}.` : ''
  return [
    {
      field: 'hiddenRows',
      label: 'Hidden rows',
      value: chosen.hiddenRows ?? 'read',
      text: isRead ? 'read like the others' : 'left out',
      evidence: `${survey.hidden} of ${all} rows are hidden in the sheet${isRead ? ' and count like the others' : ''}.${amounts}`,
      tone: chosen.hiddenRows === undefined ? 'check' : 'certain',
      choices: HIDDEN_CHOICES,
    },
  ]
}

/** Without a day, columns named by years are the only days that the file has. */
function periods({ survey, columns, layout }: Surveyed, { chosen, kind }: Told): Finding[] {
  const found = layout.periods ?? (kind === 'json' ? null : periodColumns(survey.names))
  if (!found) {
    return []
  }
  const isDated = columns.some(({ type }) => type === 'date' || type === 'datetime')
  return [
    {
      field: 'periods',
      label: 'Columns of periods',
      value: chosen.periods ?? 'columns',
      text: found.names.slice(0, 6).join(', '),
      evidence:
        'These columns are named by years, months or days. They can be one metric with a row for each, or metrics of their own.',
      tone: chosen.periods ? 'certain' : isDated ? 'check' : 'question',
      choices: PERIOD_CHOICES,
    },
  ]
}

function unfinished({ isComplete, survey }: Surveyed): Finding[] {
  return isComplete
    ? []
    : [
        {
          field: 'notice',
          label: 'Long file',
          value: '',
          text: `${rowCount(survey.rows)} looked at`,
          evidence:
            'The file is so long that its end was not looked at. Rows there that contradict what was found are rejected and listed with their reasons; if there are many, undo the import.',
          tone: 'check',
          choices: [],
        },
      ]
}

function rowCount(count: number): string {
  return `${count} ${count === 1 ? 'row' : 'rows'}`
}
