import type { ColumnProfile, ColumnType } from './column_profile.js'

export const NUMERIC: ColumnType[] = ['integer', 'decimal', 'currency', 'percent', 'duration']

/**
 * Numbers are metrics. That some only name things is a guess from their names and values, which holds as long as
 * another column is left to measure: otherwise the guess would leave nothing of the file. Years are the day of files
 * that have no other.
 */
export function settleColumns(columns: ColumnProfile[]): ColumnProfile[] {
  const dated = columns.some(isDated) ? columns : withYears(columns)
  return dated.some(({ type }) => NUMERIC.includes(type)) ? dated : dated.map(asMeasured)
}

/** Whether a column is added up only because no other one has numbers. */
export function isDoubtful({ type, measured }: ColumnProfile): boolean {
  return measured !== undefined && type !== 'identifier'
}

function isDated({ type }: ColumnProfile): boolean {
  return type === 'date' || type === 'datetime'
}

function withYears(columns: ColumnProfile[]): ColumnProfile[] {
  const years = columns.find(({ dated }) => dated)
  return columns.map((column) => (column === years ? { ...column, ...years.dated } : column))
}

function asMeasured(column: ColumnProfile): ColumnProfile {
  const { measured, evidence, type } = column
  return measured && type === 'identifier'
    ? { ...column, ...measured, evidence: `${measured.evidence} ${evidence}` }
    : column
}
