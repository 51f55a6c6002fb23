import { Refusal } from '#foundation'
import { readMappingRequest, type MappingRequest } from '#imports'

export interface ImportOrder {
  sourceName: string
  request: MappingRequest
  again: boolean
}

const NAME = /^[^\p{Cc}]{1,80}$/u

/** What a request may say besides its file. */
const FIELDS = ['name', 'mapping', 'sheet', 'again', 'file_name']

/** Reads what a request says besides its file. A word that means nothing may be a misspelt one that does. */
export function readImportOrder(fields: Record<string, unknown>): ImportOrder {
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name))
  if (unknown !== undefined) {
    throw Refusal.ofField(
      unknown,
      `\`${unknown}\` is unknown. Besides the file an import takes ${FIELDS.join(', ')}.`
    )
  }
  const sourceName = typeof fields.name === 'string' ? fields.name.trim() : ''
  if (!NAME.test(sourceName)) {
    throw Refusal.ofField('name', 'Name the source of the file: `name` takes 1 to 80 characters.')
  }
  const mapping = readMapping(fields.mapping)
  return {
    sourceName,
    request: { ...mapping, format: { ...mapping.format, ...readSheet(fields.sheet) } },
    again: readAgain(fields.again),
  }
}

function readSheet(value: unknown): { sheet?: string } {
  if (value === undefined || value === '') {
    return {}
  }
  if (typeof value !== 'string') {
    throw Refusal.ofField(
      'sheet',
      '`sheet` names one sheet of a workbook. Import several one by one.'
    )
  }
  return { sheet: value }
}

function readAgain(value: unknown): boolean {
  const text = String(value ?? 'false')
  if (!['true', 'false', ''].includes(text)) {
    throw Refusal.ofField('again', '`again` is true or false.')
  }
  return text === 'true'
}

function readMapping(text: unknown): MappingRequest {
  if (text === undefined || text === null || text === '') {
    return {}
  }
  return readMappingRequest(text)
}
