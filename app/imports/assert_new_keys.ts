import { Refusal, type TenantTransaction } from '#foundation'
import { knownEntities, type StreamHandle } from '#warehouse'

import type { ImportMode } from './mapping/mapping.js'
import { isKeyed } from './sources.js'

const EXAMPLES = 3

interface RowsToAdd {
  stream: StreamHandle
  keys: string[]
  mode: ImportMode
}

/**
 * To add means that every row is new. A key that is there already would be changed and not added, so the
 * whole file is refused: that is what updating is for.
 */
export async function assertNewKeys(
  tenant: TenantTransaction,
  { stream, keys, mode }: RowsToAdd
): Promise<void> {
  if (mode !== 'append' || !isKeyed(stream)) {
    return
  }
  const seen = new Set<string>()
  const twice = keys.filter((key) => seen.size === seen.add(key).size)
  const entities = [...seen].map((externalId) => ({ kind: 'row', externalId }))
  const known = await knownEntities(tenant, stream, entities)
  const found = new Set([...known.map(({ externalId }) => externalId), ...twice])
  if (found.size > 0) {
    throw new Refusal({
      code: 'E_KEY_KNOWN',
      status: 409,
      message: `${named([...found])} of the file: the source has this key already, or the file has it twice. Nothing was imported. Choose to update, or take these rows out of the file.`,
    })
  }
}

function named(keys: string[]): string {
  const shown = keys.slice(0, EXAMPLES).map((key) => `“${key.replaceAll('\u001f', ' / ')}”`)
  const rest = keys.length - shown.length
  return `Row ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
