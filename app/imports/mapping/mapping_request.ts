import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { Refusal } from '#foundation'
import { DATE_STYLES } from '../typing/dates.js'
import {
  BLANK_DAYS,
  BLANK_TEXTS,
  DECIMALS,
  ENCODINGS,
  FILE_KINDS,
  HIDDEN_ROWS,
  ORDERS,
  PERIODS,
  TOTALS,
} from '../reading/format.js'
import { SCALES } from '#shared/columns/header_words'
import { METRIC_UNITS } from '#shared/metric_units'
import { AGGREGATIONS, COLUMN_USES, IMPORT_MODES } from './mapping.js'
import type { MappingRequest } from './check_mapping.js'

const text = { type: 'string' }
const oneOf = (values: readonly string[]) => ({ type: 'string', enum: [...values] })
const columnUse = oneOf(COLUMN_USES)

const COLUMN = {
  type: 'object',
  additionalProperties: false,
  properties: {
    use: columnUse,
    target: {
      type: ['string', 'null'],
      maxLength: 200,
      description:
        'Metric or dimension of the catalogue that the column feeds besides the source’s own; null for the own alone.',
    },
    unit: oneOf(METRIC_UNITS),
    aggregation: {
      ...oneOf(AGGREGATIONS),
      description: '`sum`: adds up. `last`: the last value of a period. `none`: never adds up.',
    },
    scale: {
      ...oneOf(SCALES),
      description:
        'What the numbers are counted in: `cents` and `micros` of money, `fraction` where 0.05 means 5 %.',
    },
    isKey: { type: 'boolean', description: 'Part of what identifies a row.' },
    dateStyle: oneOf(DATE_STYLES),
  },
}

const FORMAT = {
  type: 'object',
  description: 'How the file is read, where it is not as it looks.',
  additionalProperties: false,
  properties: {
    kind: oneOf(FILE_KINDS),
    encoding: oneOf(ENCODINGS.map(({ value }) => value)),
    delimiter: { ...text, minLength: 1, maxLength: 1 },
    quote: { ...text, maxLength: 1, description: 'Empty where the file does not quote.' },
    sheet: { type: ['string', 'null'], maxLength: 200 },
    recordsPath: { type: ['string', 'null'], maxLength: 500 },
    headerRow: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000,
      description: 'Row with the names of the columns, from 1; 0 where there is none.',
    },
    decimal: oneOf(DECIMALS),
    dateOrder: oneOf(ORDERS),
    hiddenRows: oneOf(HIDDEN_ROWS),
    totals: { ...oneOf(TOTALS), description: 'Whether lines that add up others count.' },
    blankDays: {
      ...oneOf(BLANK_DAYS),
      description: 'Rows without a date: rejected, or on the day of the row above.',
    },
    blankTexts: {
      ...oneOf(BLANK_TEXTS),
      description: 'Blank cells below a text that is written once: blank, or the text above.',
    },
    periods: {
      ...oneOf(PERIODS),
      description: 'Columns named by years or months: metrics of their own, or rows of one metric.',
    },
  },
}

/** What a program may say about its file, as JSON Schema; the description of the API contains it. */
export const MAPPING_SCHEMA = {
  type: 'object',
  description: 'What the columns mean, where the file’s own suggestion is not wanted.',
  additionalProperties: false,
  properties: {
    day: { ...text, description: 'Name of the column with the day.' },
    fixedDay: {
      ...text,
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      description: 'Day of every row, for files without one.',
    },
    currency: { ...text, pattern: '^[A-Z]{3}$' },
    mode: oneOf(IMPORT_MODES),
    countsRows: {
      type: 'boolean',
      description: 'Each row also counts one, under the metric `<source>:row_count`.',
    },
    keys: {
      type: 'array',
      items: text,
      description: 'Columns that identify a row, for upsert.',
    },
    columns: {
      type: 'object',
      additionalProperties: { anyOf: [columnUse, COLUMN] },
      description: 'Column name → its use, or its whole mapping.',
    },
    accept: {
      type: 'boolean',
      description: 'What the file leaves open is taken as it was found, instead of being refused.',
    },
    format: FORMAT,
  },
}

const validate = new Ajv2020({ strict: false }).compile<MappingRequest>(MAPPING_SCHEMA)

/** Reads a mapping as JSON. Throws the sentence that says where it is wrong. */
export function readMappingRequest(given: unknown): MappingRequest {
  const mapping = typeof given === 'string' ? parse(given) : given
  if (validate(mapping)) {
    return mapping
  }
  const fault = deepest(validate.errors!)
  const field = `mapping${fault.instancePath.replaceAll('/', '.')}`
  throw Refusal.ofField(field, `${field} ${sentenceOf(fault)}. Correct it and send the file again.`)
}

/** Of the ways in which a column may be written, the one that came furthest says most. */
const deepest = (errors: ErrorObject[]) =>
  errors.reduce((best, next) => (depthOf(next) > depthOf(best) ? next : best))

const depthOf = ({ instancePath, keyword }: ErrorObject) =>
  instancePath.split('/').length * 2 + (keyword === 'anyOf' ? 0 : 1)

function sentenceOf({ keyword, message, params }: ErrorObject): string {
  switch (keyword) {
    case 'additionalProperties':
      return `must not have “${params.additionalProperty}”, which is unknown`
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}`
    default:
      return message ?? 'has the wrong form'
  }
}

function parse(given: string): unknown {
  try {
    return JSON.parse(given)
  } catch {
    throw Refusal.ofField(
      'mapping',
      'The mapping is not JSON. Write it like {"columns": {"Region": "dimension"}}.'
    )
  }
}
