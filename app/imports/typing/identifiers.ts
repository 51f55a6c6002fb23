import { offeredMetric } from './known_metrics.js'

const NAMED =
  /(?:^|[\s_\-./])(?:id|ids|code|zip|zipcode|postcode|postal|postal code|plz|phone|telephone|sku|isbn|ean|gtin|asin|iban|ssn|uuid|key|ref|reference|account|year|jahr|month|week|weekday|hour|quarter|rank|row|index|latitude|longitude|lat|lng|lon)$|(?:number|num|no\.?|nr\.?|#)$|ID$|^(?:zip|postal|year|month|week|hour|row|index)(?:[\s_\-.]|$)/i

const MIN_ROWS_FOR_PATTERN = 5

/** Whether the digits are a text: a number has no zeros before it, and adding up would lose them. */
export function isCode(filled: string[]): boolean {
  return filled.some((cell) => /^0\d/.test(cell.trim()))
}

/** Why the numbers of a column name entities instead of measuring them, or undefined where they measure. */
export function isIdentifier(name: string, filled: string[]): string | undefined {
  if (isCode(filled)) {
    return 'Numbers with leading zeros are codes: adding them up means nothing.'
  }
  if (NAMED.test(words(name))) {
    return `“${name}” names something: adding the numbers up means nothing.`
  }
  if (!offeredMetric(name) && isCounting(filled)) {
    return 'The numbers count the rows: adding them up means nothing.'
  }
  return isYears(filled) ? 'All values look like years.' : undefined
}

/** `InvoiceNo` reads as two words. */
function words(name: string): string {
  return name.trim().replace(/([a-z])([A-Z])/g, '$1 $2')
}

function isCounting(filled: string[]): boolean {
  return (
    filled.length >= MIN_ROWS_FOR_PATTERN &&
    filled.every((cell) => /^\d+$/.test(cell.trim())) &&
    filled.every((cell, index) => index === 0 || Number(cell) === Number(filled[index - 1]) + 1)
  )
}

function isYears(filled: string[]): boolean {
  return (
    filled.length >= MIN_ROWS_FOR_PATTERN &&
    new Set(filled).size <= 40 &&
    filled.every((cell) => /^(?:19[5-9]|20[0-4])\d$/.test(cell.trim()))
  )
}
