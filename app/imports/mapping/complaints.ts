import { isAbsent } from '../typing/numbers.js'

const ERROR_CELL =
  /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|NO RESULT!|GETTING_DATA)$/

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
    ? 'The row has no date.'
    : `“${shorten(text)}” is not a date that can be read in the order of this column.`
  return { code: isAbsent(text) ? 'E_NO_DAY' : 'E_NOT_A_DATE', field, reason }
}

export function notANumber(text: string, field: string): Complaint {
  return ERROR_CELL.test(text)
    ? errorCell(text, field)
    : { code: 'E_NOT_A_NUMBER', field, reason: `“${shorten(text)}” is not a number.` }
}

export function tooLarge(text: string, field: string): Complaint {
  const reason = `“${shorten(text)}” is too large to be stored exactly.`
  return { code: 'E_AMOUNT_TOO_LARGE', field, reason }
}

export function errorCell(text: string, field: string): Complaint {
  const reason =
    text === '#NO RESULT!'
      ? 'The cell holds a formula, and the file does not store its result. Open it in a spreadsheet, save it and import it again, or type the value.'
      : `The cell holds the spreadsheet error ${text}. Repair the formula, or type the value.`
  return { code: 'E_ERROR_CELL', field, reason }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

export function notACurrency(text: string, field: string): Complaint {
  const reason = `“${shorten(text)}” is not a currency code of ISO 4217, such as EUR.`
  return { code: 'E_NOT_A_CURRENCY', field, reason }
}

export function noCurrency(field: string): Complaint {
  const reason =
    'The row has an amount and no currency. Enter the currency, or set one for all rows.'
  return { code: 'E_NO_CURRENCY', field, reason }
}

export function twoCurrencies(first: string, second: string, field: string): Complaint {
  const reason = `The amount is in ${second}, and the row is in ${first}. One row holds amounts in one currency: split it, or correct the currency.`
  return { code: 'E_TWO_CURRENCIES', field, reason }
}

export function aPercentage(text: string, field: string): Complaint {
  const reason = `“${shorten(text)}” is a percentage, and the column holds other numbers. Write it like the others, or map the column with the unit percent.`
  return { code: 'E_PERCENTAGE', field, reason }
}
