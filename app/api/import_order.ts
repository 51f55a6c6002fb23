import { Ajv2020 } from 'ajv/dist/2020.js'
import { Refusal } from '#foundation'
import type { MappingRequest } from '#imports'

const columnUse = { type: 'string', enum: ['day', 'metric', 'dimension', 'currency', 'ignore'] }

/** What a request may say about its file, as JSON Schema; the description of the API contains it. */
export const MAPPING_SCHEMA = {
  type: 'object',
  description: 'What the columns mean, where the file’s own suggestion is not wanted.',
  additionalProperties: false,
  properties: {
    day: { type: 'string', description: 'Name of the column with the day.' },
    fixedDay: {
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      description: 'Day of every row, for files without one.',
    },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    mode: { type: 'string', enum: ['append', 'replace', 'upsert'] },
    countsRows: {
      type: 'boolean',
      description: 'Each row also counts one, under the metric `<source>:row_count`.',
    },
    keys: {
      type: 'array',
      items: { type: 'string' },
      description: 'Columns that identify a row, for upsert.',
    },
    columns: {
      type: 'object',
      additionalProperties: { anyOf: [columnUse, { type: 'object' }] },
      description: 'Column name → its use, or its whole mapping.',
    },
    format: {
      type: 'object',
      description: 'How the file is read: sheet, delimiter, encoding, decimal …',
    },
  },
}

const validate = new Ajv2020({ allErrors: true, strict: false }).compile<MappingRequest>(
  MAPPING_SCHEMA
)

export interface ImportOrder {
  sourceName: string
  request: MappingRequest
  again: boolean
}

const NAME = /^[^\p{Cc}]{1,80}$/u

/** Reads what a request says besides its file. */
export function readImportOrder(fields: Record<string, unknown>): ImportOrder {
  const sourceName = typeof fields.name === 'string' ? fields.name.trim() : ''
  if (!NAME.test(sourceName)) {
    throw invalid('name', 'Say which source the file belongs to: `name` takes 1 to 80 characters.')
  }
  const mapping = readMapping(fields.mapping)
  const sheet = typeof fields.sheet === 'string' ? { sheet: fields.sheet } : {}
  return {
    sourceName,
    request: { ...mapping, format: { ...mapping.format, ...sheet } },
    again: fields.again === 'true' || fields.again === true,
  }
}

function readMapping(text: unknown): MappingRequest {
  if (text === undefined || text === null || text === '') {
    return {}
  }
  const mapping = parse(text)
  if (validate(mapping)) {
    return mapping
  }
  const [fault] = validate.errors!
  throw invalid(
    `mapping${fault.instancePath.replaceAll('/', '.')}`,
    `The mapping ${fault.message}. Correct it and send the file again.`
  )
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text
  } catch {
    throw invalid(
      'mapping',
      'The mapping is not JSON. Write it like {"columns": {"Region": "dimension"}}.'
    )
  }
}

function invalid(field: string, message: string) {
  return new Refusal({
    code: 'E_VALIDATION',
    status: 422,
    message,
    detail: { errors: [{ field, message }] },
  })
}
