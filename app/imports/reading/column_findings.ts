import { MANY_CELLS, MANY_SHARE } from '../typing/conventions.js'
import type { ColumnProfile } from '../typing/column_profile.js'
import type { ColumnTally } from '../typing/column_tally.js'
import { isDoubtful, NUMERIC } from '../typing/settle_columns.js'
import { offeredMetric } from '#shared/columns/known_metrics'
import { describeCurrencies } from './currency_findings.js'
import { aboutColumn, aboutColumns } from './about_column.js'
import type { Finding } from './format.js'
import { describeSumming } from './summing_findings.js'
import type { Surveyed } from './survey_file.js'

/** Which columns are left out, not added up, or hold cells that do not fit. */
export function describeColumns({ columns, survey, ignored }: Surveyed): Finding[] {
  return [
    ...aboutColumns('Skipped', {
      columns: columns.filter(({ type, isUnique }) => type === 'empty' || isUnique),
      advice: 'Map it to a dimension to keep it.',
      tone: 'check',
    }),
    ...aboutColumns('Not summed', {
      columns: columns.filter(({ type, isUnique }) => type === 'identifier' && !isUnique),
      advice: 'They are dimensions; map one to a metric where it measures.',
      tone: 'check',
    }),
    ...aboutColumns('Summed, please check', {
      columns: columns.filter(isDoubtful),
      advice: 'No other column has numbers, so they are metrics; map one to a dimension otherwise.',
      tone: 'check',
    }),
    ...describeSumming(columns),
    ...columns.flatMap(severalMetrics),
    ...columns.flatMap(misfitting),
    ...readAsText(columns),
    ...describeCurrencies(columns, survey.preview),
    ...survey.tallies.flatMap(unknownCells),
    ...columns.flatMap((column) => roundedCells(column, survey.tallies[column.index])),
    ...ignored.map(({ name, count, firstPosition }) =>
      aboutColumn(name, {
        label: 'Ignored column',
        tone: 'check',
        evidence: `${count === 1 ? 'One value' : `${count} values`}, first in row ${firstPosition}: columns come from the first 1,000 records.`,
      })
    ),
  ]
}

/** A number with something behind it, in the other decimal mark, or minutes and seconds. */
const NEARLY_NUMBER = new RegExp(
  [
    String.raw`^[-+(]?(?:\d+|\d{1,3}(?:[.,' ]\d{3})+)(?:[.,]\d+)?(?:\*|\)|\s\p{L}{1,3})?$`,
    String.raw`^\d{1,3}(?::\d{2}){1,2}$`,
    String.raw`^\d+\s?[mh]\s\d+\s?[ms]$`,
  ].join('|'),
  'u'
)
const DIGITS_ONLY = /^\d+$/
/** Of a computer, or a version. */
const ADDRESS = /^\d+\.\d+\.\d+/

function readAsText(columns: ColumnProfile[]): Finding[] {
  return columns
    .filter(({ type, isUnique }) => type === 'text' && !isUnique)
    .filter(({ name, samples }) => areNearly(samples) || shouldMeasure(name, samples))
    .map(({ name, samples }) =>
      aboutColumn(name, {
        label: 'Read as text',
        tone: 'check',
        evidence: `Its cells, such as “${samples[0]}”, look like numbers but are none in this file: it is a dimension. Export plain numbers where it measures.`,
      })
    )
}

/** Called like a metric of the catalogue, with digits somewhere. */
const shouldMeasure = (name: string, samples: string[]) =>
  offeredMetric(name) !== undefined && samples.some((cell) => /\d/.test(cell))

const areNearly = (samples: string[]) =>
  !samples.some((sample) => ADDRESS.test(sample)) &&
  samples.filter(isNearly).length > samples.length / 2

const isNearly = (sample: string) =>
  NEARLY_NUMBER.test(sample.trim()) && !DIGITS_ONLY.test(sample.trim())

function severalMetrics({ name, mixedBy }: ColumnProfile): Finding[] {
  return mixedBy === undefined
    ? []
    : [
        aboutColumn(name, {
          label: 'Several metrics',
          tone: 'check',
          evidence: `“${mixedBy}” says what each number of this column is, so they do not add up. Filter by it, or give each metric a column of its own.`,
        }),
      ]
}

/** A few cells that do not fit cost their rows; many are a question. */
function misfitting({ name, type, misfits, misfit, filled }: ColumnProfile): Finding[] {
  if (!misfit) {
    return []
  }
  const isMany = misfits >= MANY_CELLS && misfits > filled * MANY_SHARE
  const kind = type.startsWith('date') ? 'no date in this order' : 'no number'
  const holds = misfits === 1 ? `holds ${kind}` : `hold ${kind}`
  const evidence = `${misfits} of ${filled} cells ${holds}, such as “${misfit.text}” in row ${misfit.position}.`
  return [
    aboutColumn(name, {
      label: 'Does not fit',
      tone: isMany ? 'question' : 'check',
      evidence: `${evidence} ${isMany ? MANY_MISFITS : fewMisfits(misfits)}`,
    }),
  ]
}

const MANY_MISFITS =
  'Map the column to a dimension or leave it out, correct the file, or accept that the rows are rejected.'

const fewMisfits = (count: number) =>
  count === 1 ? 'Its row is rejected.' : 'Their rows are rejected.'

/** `1.2K` stands for anything from 1,150 to 1,249, and `5*` for what a footnote says. */
function roundedCells({ name, type }: ColumnProfile, tally: ColumnTally | undefined): Finding[] {
  const count = NUMERIC.includes(type) ? (tally?.count('rounded') ?? 0) : 0
  return count === 0 ? [] : [aboutColumn(name, asRounded(count, tally!.exampleOf('rounded')))]
}

function asRounded(count: number, example: string) {
  const tone = 'check' as const
  const cells = count === 1 ? 'One cell' : `${count} cells`
  return /[*†‡]$/.test(example)
    ? {
        ...{ label: 'Marked', tone },
        evidence: `${cells} ${count === 1 ? 'has' : 'have'} the mark of a footnote, such as “${example}”: the number counts. See in the file what the mark says.`,
      }
    : {
        ...{ label: 'Rounded', tone },
        evidence: `${cells} ${count === 1 ? 'is' : 'are'} written short, such as “${example}”: read as the round number. Export exact numbers where there are any.`,
      }
}

/** Bounds and errors of spreadsheets stand for values that nobody knows. */
function unknownCells(tally: ColumnTally): Finding[] {
  const errors = tally.count('error')
  const bounds = tally.count('bound')
  const told = (count: number, example: string, what: string) =>
    count === 0
      ? []
      : [
          aboutColumn(tally.name, {
            label: 'Unknown values',
            tone: 'check' as const,
            evidence: `${count === 1 ? 'One cell is' : `${count} cells are`} ${what}, such as “${example}”: the value is unknown, never the number in it.`,
          }),
        ]
  return [
    ...told(errors, tally.exampleOf('error'), 'an error of the spreadsheet'),
    ...told(bounds, tally.exampleOf('bound'), 'a bound'),
  ]
}
