import type { SampleField } from './field_uses.js'

const MOST_FIELDS = 100
const DEEPEST = 4
const LONGEST_SAMPLE = 80

/** Every plain value of a record with its dotted path. A name with a dot in it cannot be reached by a path. */
export function fieldsIn(record: unknown, at: string[] = []): SampleField[] {
  if (!isRecord(record) || at.length >= DEEPEST) {
    return []
  }
  return Object.entries(record)
    .filter(([name]) => name !== '' && !name.includes('.') && !(name in Object.prototype))
    .flatMap(([name, value]) => {
      const path = [...at, name]
      return isRecord(value) ? fieldsIn(value, path) : fieldOf(path.join('.'), value)
    })
    .slice(0, MOST_FIELDS)
}

function fieldOf(path: string, value: unknown): SampleField[] {
  if (value === null || typeof value === 'object') {
    return []
  }
  const text = String(value)
  return [{ path, sample: text.slice(0, LONGEST_SAMPLE), kind: kindOf(value, text) }]
}

function kindOf(value: unknown, text: string): SampleField['kind'] {
  if (typeof value === 'boolean') {
    return 'flag'
  }
  return text.trim() !== '' && Number.isFinite(Number(text)) ? 'number' : 'text'
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `order.total` as part of an id: `order_total`. */
export const fieldName = (path: string) =>
  path
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '') || 'field'
