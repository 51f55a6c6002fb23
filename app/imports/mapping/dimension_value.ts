import { hash } from 'node:crypto'

/** A longer text is a note, not a name. */
const MAX_CHARACTERS = 500
const MARK_CHARACTERS = 12

/** The value that rows are grouped by. Long ones end with a mark of the whole text, so that none become one. */
export function dimensionValue(text: string): string {
  const value = unquoteFormula(text)
  if (value.length <= MAX_CHARACTERS) {
    return value
  }
  const mark = hash('sha256', value, 'hex').slice(0, MARK_CHARACTERS)
  return `${value.slice(0, MAX_CHARACTERS - MARK_CHARACTERS - 2).toWellFormed()}… ${mark}`
}

/** Spreadsheets write `="00123"` to keep a text; nothing else that looks like a formula is touched. */
function unquoteFormula(text: string): string {
  return text.charCodeAt(0) === 61 ? text.replace(/^="([^"]*)"$/, '$1') : text
}
