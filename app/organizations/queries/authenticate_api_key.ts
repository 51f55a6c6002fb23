import db from '@adonisjs/lucid/services/db'
import { Refusal } from '#foundation'
import { hashApiKey, looksLikeApiKey } from '#organizations/api_keys'

const BEARER = /^Bearer +(\S+) *$/i

/** Which organization and key an Authorization header stands for. Reads the directory only. */
export async function authenticateApiKey(header: string | undefined) {
  const key = BEARER.exec(header ?? '')?.[1]
  if (!key) {
    throw unauthenticated(
      'E_API_KEY_MISSING',
      'This request carries no API key. Send it as "Authorization: Bearer qd_live_…"; create keys under Settings, API keys.'
    )
  }
  const entry = looksLikeApiKey(key) ? await findEntry(key) : undefined
  if (!entry) {
    throw unauthenticated(
      'E_API_KEY_INVALID',
      'This API key is unknown. Check that it was copied completely, or create a new one under Settings, API keys.'
    )
  }
  return { organizationId: entry.organization_id, apiKeyId: entry.api_key_id }
}

interface DirectoryEntry {
  organization_id: string
  api_key_id: string
}

async function findEntry(key: string): Promise<DirectoryEntry | undefined> {
  return db.from('api_key_directory').where('key_hash', hashApiKey(key)).first()
}

export function unauthenticated(code: string, message: string) {
  return new Refusal({ code, status: 401, message })
}
