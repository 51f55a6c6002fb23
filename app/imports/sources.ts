import { DateTime } from 'luxon'
import { reserve } from '#billing'
import { Connection } from '#connections'
import { Refusal, type TenantTransaction } from '#foundation'
import { listStreams, type StreamHandle } from '#warehouse'
import { fileConnector } from './file_plugin.js'
import { keyColumns } from './mapping/map_plan.js'
import type { Mapping } from './mapping/mapping.js'

type StreamSummary = Awaited<ReturnType<typeof listStreams>>[number]

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
  { name, createdBy }: { name: string; createdBy: string | null }
): Promise<FileSource> {
  const slug = sourceSlug(name)
  const { pluginId, version, connector } = await fileConnector()
  const organization = { id: tenant.organizationId }
  // Two first files under one name make one source: the second waits here for the first.
  await tenant.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${organization.id}:${slug}`,
  ])
  const known = await sourceNamed(organization, { name: name.trim(), slug, pluginId })
  if (known && known.pluginId !== pluginId) {
    throw new Refusal({
      code: 'E_SOURCE_NAME_TAKEN',
      status: 409,
      message: `“${slug}” is already the name of a connected source that is not a file. Choose another name.`,
    })
  }
  if (!known) {
    await reserve(tenant, 'sources', { now: DateTime.utc() })
  }
  const source =
    known ??
    (await Connection.createIn(organization, {
      ...{ pluginId, pluginVersion: version, connector, slug, createdBy },
      name: name.trim(),
      mode: 'live',
      authName: 'none',
      state: 'connected',
    }))
  return { connectionId: source.id, slug: source.slug, name: source.name }
}

/** A source that was renamed is found by what people call it now, and by its place in addresses still. */
async function sourceNamed(
  organization: { id: string },
  { name, slug, pluginId }: { name: string; slug: string; pluginId: string }
) {
  const byName = await Connection.of(organization)
    .where({ name, plugin_id: pluginId })
    .whereNot('state', 'removed')
    .first()
  return byName ?? (await Connection.of(organization).where('slug', slug).first())
}

/**
 * What the amounts of a source are in where a file does not say: what they were in before. An organization that
 * counts in euros does not make dollars of last week euros by leaving out a sign.
 */
export async function currencyOfSource(
  tenant: TenantTransaction,
  name: string
): Promise<string | null> {
  const { pluginId } = await fileConnector()
  const organization = { id: tenant.organizationId }
  const source = await sourceNamed(organization, {
    ...{ name: name.trim(), slug: sourceSlug(name), pluginId },
  })
  const { rows } = await tenant.query<{ currency: string | null }>(
    `SELECT mapping ->> 'currency' AS currency FROM imports
     WHERE organization_id = $1 AND connection_id = $2 AND state IN ('queued', 'running', 'finished')
       AND jsonb_path_exists(mapping, '$.columns[*] ? (@.use == "metric" && @.unit == "currency")')
     ORDER BY created_at DESC LIMIT 1`,
    [organization.id, source?.id ?? null]
  )
  return rows[0]?.currency ?? null
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
 * A source stays what it was first, whatever is done with a file: keys cannot be guessed for rows that came
 * without, and rows without them would be counted beside the ones that they mean.
 */
export function streamModeFor(mapping: Mapping, known: StreamSummary | undefined) {
  const hasKeys = mapping.mode === 'upsert' || keyColumns(mapping).length > 0
  const mode = hasKeys ? ('event' as const) : ('daily' as const)
  if (known && known.mode !== mode) {
    throw hasKeys ? refuseKeys() : refuseMissingKeys()
  }
  return mode
}

const refuseKeys = () =>
  new Refusal({
    code: 'E_SOURCE_WITHOUT_KEYS',
    status: 409,
    message:
      'The rows of this source were imported without key columns, so there is nothing to find them by. Import into a new source with keys, or choose no keys and replace the rows of the same days.',
  })

const refuseMissingKeys = () =>
  new Refusal({
    code: 'E_SOURCE_WITH_KEYS',
    status: 409,
    message:
      'The rows of this source are known by key columns, and this file chooses none, so its rows would be counted twice. Choose the same columns as keys, or import into a new source.',
  })

/** Rows with keys keep their identity from file to file; others belong to their import. */
export function isKeyed({ mode }: StreamHandle): boolean {
  return mode === 'event'
}

/** File sources of the organization, for choosing where an import goes. */
export async function listFileSources(tenant: TenantTransaction): Promise<FileSource[]> {
  const { pluginId } = await fileConnector()
  const sources = await Connection.of({ id: tenant.organizationId })
    .where('plugin_id', pluginId)
    .whereNot('state', 'removed')
    .orderBy('name')
  return sources.map(({ id, slug, name }) => ({ connectionId: id, slug, name }))
}

/** The file source with this name in addresses, where there is one. */
export async function fileSourceNamed(
  tenant: TenantTransaction,
  slug: unknown
): Promise<FileSource | undefined> {
  const sources = await listFileSources(tenant)
  return sources.find((source) => source.slug === slug)
}
