import type { ColumnProfile, ColumnType } from './column_profile.js'

export const NUMERIC: ColumnType[] = ['integer', 'decimal', 'currency', 'percent']

/**
 * Numbers are metrics. That some only name entities is a guess from their names and values, which holds as long as
 * another column is left to measure: otherwise the guess would leave nothing of the file.
 */
export function settleIdentifiers(columns: ColumnProfile[]): ColumnProfile[] {
  return columns.some(({ type }) => NUMERIC.includes(type)) ? columns : columns.map(asMeasured)
}

/** Whether a column is added up only because no other one has numbers. */
export function isDoubtful({ type, measured }: ColumnProfile): boolean {
  return measured !== undefined && type !== 'identifier'
}

function asMeasured(column: ColumnProfile): ColumnProfile {
  const { measured, evidence } = column
  return measured
    ? { ...column, ...measured, evidence: `${measured.evidence} ${evidence}` }
    : column
}
