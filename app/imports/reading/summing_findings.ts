import { wordsOf } from '#shared/columns/header_words'
import type { ColumnProfile } from '../typing/column_profile.js'
import { NUMERIC } from '../typing/settle_columns.js'
import { aboutColumns } from './about_column.js'
import type { Finding } from './format.js'

/** Which numbers add up to more than there was, to less, or to nothing. */
export function describeSumming(columns: ColumnProfile[]): Finding[] {
  return [...people(columns), ...fractions(columns), ...rates(columns)]
}

/** Whom a tool counts once a day is counted again by the sum of two days. */
const COUNTED_ONCE =
  /^(?:unique|unieke|eindeutige|uniques|reach|reichweite|bereik|portee|alcance)\b|\b(?:unique|active) (?:users|visitors)\b/

function people(columns: ColumnProfile[]): Finding[] {
  return aboutColumns('People add up', {
    columns: columns
      .filter(
        ({ name, type, isRate }) =>
          NUMERIC.includes(type) && !isRate && COUNTED_ONCE.test(wordsOf(name).join(' '))
      )
      .map((column) => ({ ...column, evidence: 'Their rows are added up.' })),
    advice:
      'Whoever is counted in two rows counts twice: a total over days or campaigns is more than the people there were.',
    tone: 'check',
  })
}

function fractions(columns: ColumnProfile[]): Finding[] {
  return aboutColumns('Shares', {
    columns: columns
      .filter(({ scale }) => scale === 'fraction')
      .map((column) => ({ ...column, evidence: 'Read as parts of one: 0.05 is 5 %.' })),
    advice: 'Choose the scale “Whole units” where 0.05 means 0.05 %.',
    tone: 'check',
  })
}

function rates(columns: ColumnProfile[]): Finding[] {
  const found = columns.filter(
    ({ isRate, type, mixedBy }) => isRate && type !== 'identifier' && mixedBy === undefined
  )
  return aboutColumns('Does not add up', {
    columns: found.map((column) => ({
      ...column,
      evidence: 'Shares, averages and prices of one do not add up.',
    })),
    advice: 'They are shown by row; a rate over more rows is computed from its parts.',
    tone: 'likely',
  })
}
