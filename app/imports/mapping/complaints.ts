import { isAbsent } from '../typing/numbers.js'

const ERROR_CELL = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/

export interface Complaint {
  code: string
  field: string | null
  reason: string
}

/** Why a row cannot be mapped; it becomes a rejected record. */
export class Complained extends Error {
  constructor(readonly complaint: Complaint) {
    super(complaint.reason)
  }
}

export function isErrorCell(text: string): boolean {
  return ERROR_CELL.test(text)
}

export function notADay(text: string, field: string): Complaint {
  if (ERROR_CELL.test(text)) {
    return errorCell(text, field)
  }
  const reason = isAbsent(text)
    ? 'The row has no date, so it belongs to no day.'
    : `“${shorten(text)}” is not a date that can be read in the order of this column.`
  return { code: isAbsent(text) ? 'E_NO_DAY' : 'E_NOT_A_DATE', field, reason }
}

export function notANumber(text: string, field: string): Complaint {
  return ERROR_CELL.test(text)
    ? errorCell(text, field)
    : { code: 'E_NOT_A_NUMBER', field, reason: `“${shorten(text)}” is not a number.` }
}

export function tooLarge(text: string, field: string): Complaint {
  const reason = `“${shorten(text)}” is too large an amount to be kept exactly.`
  return { code: 'E_AMOUNT_TOO_LARGE', field, reason }
}

export function errorCell(text: string, field: string): Complaint {
  const reason = `The cell holds the spreadsheet error ${text}. Repair the formula, or type the value.`
  return { code: 'E_ERROR_CELL', field, reason }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

export function notACurrency(text: string, field: string): Complaint {
  const reason = `“${shorten(text)}” is not a currency code such as EUR.`
  return { code: 'E_NOT_A_CURRENCY', field, reason }
}
