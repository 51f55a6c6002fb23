/** Every kind of dash, blank and apostrophe that keyboards, exports and word processors exchange for each other. */
const DASHES = '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D'
const BLANKS = '\u00A0\u2007\u2009\u202F\u3000'
const APOSTROPHES = '\u2018\u2019\u02BC\u00B4\u0060'

const FROM = DASHES + BLANKS + APOSTROPHES
const TO = '-'.repeat(DASHES.length) + ' '.repeat(BLANKS.length) + "''".repeat(APOSTROPHES.length)

/**
 * SQL of a text as filters compare it: without regard to case and to the kind of dash, blank or apostrophe. The collation
 * knows the letters of every language, whatever the database was made with.
 */
export const folded = (sql: string) =>
  `translate(lower((${sql}) COLLATE "pg_c_utf8"), '${FROM}', '${TO}')`

const DASH = new RegExp(`[${DASHES}]`, 'g')
const BLANK = new RegExp(`[${BLANKS}]`, 'g')
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'g')

/** The same of a text that is at hand. */
export const foldedText = (text: string) =>
  text.toLowerCase().replace(DASH, '-').replace(BLANK, ' ').replace(APOSTROPHE, "'")
