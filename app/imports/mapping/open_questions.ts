import { Refusal } from '#foundation'
import type { Choice, Finding } from '../reading/format.js'
import type { Inspection } from '../reading/inspect_file.js'
import { canMean, currenciesOf, currencyOf } from '#shared/columns/currencies'
import type { Mapping } from './mapping.js'

/** How a program answers, by what is asked. */
const ANSWERS: Partial<Record<Finding['field'], string>> = {
  decimal: '"format": {"decimal": "," or "."}',
  dateOrder: '"format": {"dateOrder": "dmy", "mdy" or "ymd"}',
  blankDays: '"format": {"blankDays": "above" or "reject"}',
  periods: '"format": {"periods": "rows" or "columns"}, with "fixedDay" for columns',
}

export interface OpenQuestion {
  label: string
  column?: string
  text: string
  answer: string
  field: Finding['field'] | 'currency'
  choices: Choice[]
}

/** What nothing in the file decides and nobody has answered yet. */
export function openQuestions({ findings, columns }: Inspection, mapping: Mapping): OpenQuestion[] {
  const asked = findings.filter(
    (finding) => finding.tone === 'question' && !isAnswered(finding, mapping)
  )
  const signs = columns.flatMap(({ name, mark, index }) => {
    const { use, unit } = mapping.columns[index] ?? {}
    const isOpen = mark !== undefined && use === 'metric' && unit === 'currency'
    return isOpen && !isClear(mark, mapping) ? [askCurrency(name, mark)] : []
  })
  return [
    ...asked.map(({ field, label, column, evidence, choices }) => ({
      ...{ label, field, choices },
      ...(column && { column }),
      text: evidence,
      answer: ANSWERS[field] ?? `"columns": {"${column}": "dimension" or "ignore"}`,
    })),
    ...signs,
  ]
}

function isAnswered({ field, column }: Finding, { columns, fixedDay }: Mapping): boolean {
  const uses = columns.filter(({ name }) => column === undefined || name === column)
  switch (field) {
    case 'periods':
      return fixedDay !== null
    case 'dateOrder':
    case 'blankDays':
      return fixedDay !== null || !uses.some(({ use }) => use === 'day')
    case 'decimal':
      return !uses.some(({ use }) => use === 'metric')
    default:
      return !uses.some(({ use }) => use === 'metric' || use === 'day')
  }
}

/** A sign that is one currency, that the mapping names, or that a column names row by row. */
function isClear(mark: string, { currency, columns }: Mapping): boolean {
  const isNamed = columns.some(({ use }) => use === 'currency')
  return isNamed || (currency !== null && canMean(mark, currency)) || !isOpenSign(mark)
}

const isOpenSign = (mark: string) => currencyOf(mark) === null

function askCurrency(column: string, mark: string): OpenQuestion {
  const codes = currenciesOf(mark)
  return {
    label: 'Currency',
    field: 'currency',
    choices: codes.map((code) => ({ value: code, label: code })),
    column,
    text: `“${mark}” can be ${codes.join(', ')}, and nothing says which.`,
    answer: '"currency": "SEK"',
  }
}

/** Throws what has to be decided before rows may land. */
export function assertAnswered(
  inspection: Inspection,
  { mapping, accept = false }: { mapping: Mapping; accept?: boolean }
) {
  const questions = openQuestions(inspection, mapping)
  const open = accept ? questions.filter(({ label }) => label === 'Currency') : questions
  if (open.length === 0) {
    return
  }
  const sentences = open.map(({ label, column, text, answer }) => {
    const place = column ? `${label} of “${column}”` : label
    return `${place}: ${text} Answer: ${answer}.`
  })
  throw new Refusal({
    code: 'E_IMPORT_QUESTION',
    status: 422,
    message: `Nothing was imported, because the file leaves open what it means. ${sentences.join(' ')} Or take it as it was found with "accept": true.`,
    detail: {
      questions: open.map(({ label, column, text, answer }) => ({ label, column, text, answer })),
    },
  })
}
