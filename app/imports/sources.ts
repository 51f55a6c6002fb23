import { newId, Refusal, type TenantTransaction } from '#foundation'
import { listStreams, type StreamSummary } from '#warehouse'
import type { ImportMode } from './mapping/mapping.js'

/** The connector that the people's own files come through. */
const FILE_CONNECTOR = { pluginId: 'quarterdeck/files', version: '1.0.0', connector: 'files' }
export const ROWS_STREAM = 'rows'

export interface FileSource {
  connectionId: string
  slug: string
  name: string
}

/** The name as part of addresses and metric ids: `Shop sales` → `shop-sales`. */
export function sourceSlug(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = plain
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  if (!slug) {
    throw new Refusal({
      code: 'E_SOURCE_NAME',
      status: 422,
      message:
        'The source needs a name with at least one letter or digit, for example “shop-sales”.',
    })
  }
  return slug
}

/** Finds the file source of that name, or makes it. */
export async function ensureSource(
  tenant: TenantTransaction,
  { name, createdBy, now }: { name: string; createdBy: string | null; now: Date }
): Promise<FileSource> {
  const slug = sourceSlug(name)
  const { pluginId, version, connector } = FILE_CONNECTOR
  await tenant.query(
    `INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode,
       auth_name, state, created_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'live', 'none', 'connected', $8, $9, $9)
     ON CONFLICT (organization_id, slug) DO NOTHING`,
    [
      tenant.organizationId,
      newId(),
      pluginId,
      version,
      connector,
      slug,
      name.trim(),
      createdBy,
      now,
    ]
  )
  const { rows } = await tenant.query<{ id: string; name: string; plugin_id: string }>(
    'SELECT id, name, plugin_id FROM connections WHERE organization_id = $1 AND slug = $2',
    [tenant.organizationId, slug]
  )
  if (rows[0].plugin_id !== pluginId) {
    throw new Refusal({
      code: 'E_SOURCE_NAME_TAKEN',
      status: 409,
      message: `“${slug}” is already the name of a connected source that is not a file. Choose another name.`,
    })
  }
  return { connectionId: rows[0].id, slug, name: rows[0].name }
}

/** The rows that a source already has, if it has any. */
export async function rowsStreamOf(
  tenant: TenantTransaction,
  connectionId: string
): Promise<StreamSummary | undefined> {
  const streams = await listStreams(tenant)
  return streams.find(
    (stream) => stream.connectionId === connectionId && stream.name === ROWS_STREAM
  )
}

/**
 * Rows with keys are kept one per key (`event`), rows without by their place in their file (`daily`).
 * A source stays what it was first: keys cannot be guessed for rows that came without.
 */
export function streamModeFor(mode: ImportMode, known: StreamSummary | undefined) {
  if (known?.mode === 'daily' && mode === 'upsert') {
    throw new Refusal({
      code: 'E_SOURCE_WITHOUT_KEYS',
      status: 409,
      message:
        'The rows of this source were imported without key columns, so there is nothing to update by. Import into a new source with keys, or replace the rows of the same days.',
    })
  }
  return known?.mode ?? (mode === 'upsert' ? ('event' as const) : ('daily' as const))
}

/** File sources of the organization, for choosing where an import goes. */
export async function listFileSources(tenant: TenantTransaction): Promise<FileSource[]> {
  const { rows } = await tenant.query<FileSource>(
    `SELECT id AS "connectionId", slug, name FROM connections
     WHERE organization_id = $1 AND plugin_id = $2 AND state <> 'removed' ORDER BY name`,
    [tenant.organizationId, FILE_CONNECTOR.pluginId]
  )
  return rows
}
