import type { Layout } from './layout.js'
import type { SourceRow } from './source_row.js'

export type { SourceRow } from './source_row.js'

export const FILE_KINDS = ['csv', 'xlsx', 'json', 'ndjson', 'html'] as const
export const DECIMALS = ['.', ','] as const
export const HIDDEN_ROWS = ['read', 'leave_out'] as const
export const TOTALS = ['leave_out', 'read'] as const
export const PERIODS = ['columns', 'rows'] as const
export const BLANK_DAYS = ['reject', 'above'] as const
export const BLANK_TEXTS = ['leave', 'above'] as const
export const ORDERS = ['dmy', 'mdy', 'ymd'] as const

export type FileKind = (typeof FILE_KINDS)[number]

/** How the bytes become rows. Everything here is detected, shown with its evidence, and correctable. */
export interface FileFormat {
  kind: FileKind
  /** Compressed: by gzip, or as the one file of a ZIP archive. */
  isGzip: boolean
  encoding: string
  delimiter: string
  /** Empty where the file does not quote. */
  quote: string
  sheet: string | null
  /** Dotted path to the list of records in a JSON document; empty is the document itself. */
  recordsPath: string | null
  /** Row that holds the column names, from 1; 0 where there is none. */
  headerRow: number
  decimal: (typeof DECIMALS)[number]
  dateOrder: (typeof ORDERS)[number]
  /** Whether rows that a sheet hides count. */
  hiddenRows?: (typeof HIDDEN_ROWS)[number]
  /** Whether lines that add up others count. */
  totals?: (typeof TOTALS)[number]
  /** Columns named by years or months: metrics of their own, or one metric with a row for each. */
  periods?: (typeof PERIODS)[number]
  /** Rows without a date: rejected, or on the day of the row above. */
  blankDays?: (typeof BLANK_DAYS)[number]
  /** Blank cells below a text that is written once for its group: left blank, or the text of the row above. */
  blankTexts?: (typeof BLANK_TEXTS)[number]
  /** Where the rows stand; found in the whole file, never chosen. */
  layout?: Layout
}

export interface Choice {
  value: string
  label: string
}

/** One finding about the file, why we think so, and what else it could be. */
export interface Finding {
  field: Exclude<keyof FileFormat, 'layout'> | 'notice'
  /** Name of the column that it is about, where it is about one. */
  column?: string
  label: string
  value: string
  text: string
  evidence: string
  /** `question`: nothing in the file decides it, so that a person or the caller has to. */
  tone: 'certain' | 'likely' | 'check' | 'question'
  choices: Choice[]
}

/** A field of records that was found too late to become a column. */
export interface IgnoredField {
  name: string
  /** Values that were left out. */
  count: number
  /** Row of the first of them. */
  firstPosition: number
}

export interface RowBatch {
  rows: SourceRow[]
  bytesRead: number
  /** What was left out up to here. */
  ignored?: IgnoredField[]
}

export const ENCODINGS: Choice[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 little endian' },
  { value: 'utf-16be', label: 'UTF-16 big endian' },
  { value: 'windows-1252', label: 'Western (Windows-1252)' },
  { value: 'windows-1250', label: 'Central European (Windows-1250)' },
  { value: 'windows-1251', label: 'Cyrillic (Windows-1251)' },
  { value: 'koi8-r', label: 'Cyrillic (KOI8-R)' },
  { value: 'windows-1253', label: 'Greek (Windows-1253)' },
  { value: 'windows-1254', label: 'Turkish (Windows-1254)' },
  { value: 'iso-8859-15', label: 'Western with euro (ISO 8859-15)' },
  { value: 'macintosh', label: 'Western (Macintosh)' },
  { value: 'shift_jis', label: 'Japanese (Shift JIS)' },
  { value: 'gb18030', label: 'Chinese (GB 18030)' },
  { value: 'euc-kr', label: 'Korean (EUC-KR)' },
]

export const DELIMITERS: Choice[] = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'vertical bar' },
]
