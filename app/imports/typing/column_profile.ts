import type { ColumnTally } from './column_tally.js'
import { asDates, asYears } from './date_column.js'
import type { DateStyle } from './dates.js'
import { readHeader } from '#shared/columns/header_words'
import { isIdentifier, namesEachRow } from './identifiers.js'
import { asNumbers } from './number_column.js'
import type { ColumnProfile, Conventions, Verdict } from './verdict.js'

export type { ColumnProfile, ColumnType, Conventions } from './verdict.js'

export function profileColumn(tally: ColumnTally, conventions: Conventions): ColumnProfile {
  const { index, name, filled, distinct, samples } = tally
  const base = {
    ...{ index, name, filled, distinct, samples },
    dateStyle: 'text' as DateStyle,
    currency: readHeader(tally.heading).currency,
    misfits: 0,
  }
  if (filled === 0) {
    return { ...base, ...asNothing(tally) }
  }
  const dated = asYears(tally)
  return { ...base, ...verdictOn(tally, conventions), ...(dated && { dated }) }
}

/** A column of nothing but `NA` may be about Namibia. */
function asNothing(tally: ColumnTally): Verdict {
  return tally.hasText
    ? { type: 'text', evidence: `Only “${tally.exampleOf('absent')}”, kept as a value.` }
    : { type: 'empty', evidence: 'No value in the file.' }
}

function verdictOn(tally: ColumnTally, conventions: Conventions): Verdict {
  const verdict = asDates(tally, conventions) ?? asIdentified(tally, conventions)
  const unique =
    verdict.type === 'text' || verdict.type === 'identifier' ? namesEachRow(tally) : undefined
  return unique ? { ...verdict, isUnique: true, evidence: unique } : verdict
}

function asIdentified(tally: ColumnTally, conventions: Conventions): Verdict {
  const measured = asNumbers(tally, conventions)
  if (!measured) {
    return asBooleans(tally) ?? { type: 'text', evidence: textEvidence(tally) }
  }
  const evidence = isIdentifier(tally)
  if (!evidence) {
    return measured
  }
  return { type: 'identifier', evidence, ...(!tally.isCode && { measured }) }
}

function asBooleans(tally: ColumnTally): Verdict | undefined {
  return tally.count('boolean') === tally.filled
    ? { type: 'boolean', evidence: 'Only yes and no values.' }
    : undefined
}

function textEvidence({ distinct, filled }: ColumnTally): string {
  const texts = distinct === 1 ? 'One text' : `${distinct} different texts`
  return `${texts} in ${filled === 1 ? 'one row' : `${filled} rows`}.`
}
