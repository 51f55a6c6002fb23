import db from '@adonisjs/lucid/services/db'
import type { LoadedPlugin } from './load_plugins.js'

/**
 * Writes down every version this installation carries, with its state and checksum. The same version with another
 * manifest is refused for ever in a release; in development it replaces the row, because an author edits.
 */
export async function recordVersions(
  plugins: LoadedPlugin[],
  { now, isProduction, connection }: { now: Date; isProduction: boolean; connection?: string }
): Promise<LoadedPlugin[]> {
  const recorded: LoadedPlugin[] = []
  for (const plugin of plugins) {
    const known = await checksumOnRecord(plugin, connection)
    const isAltered = isProduction && known !== undefined && known !== plugin.checksum
    const entry = isAltered ? altered(plugin) : plugin
    await upsert(entry, { now, checksum: isAltered ? known : plugin.checksum, connection })
    recorded.push(entry)
  }
  return recorded
}

async function checksumOnRecord({ id, version }: LoadedPlugin, connection?: string) {
  const row = await db
    .connection(connection)
    .from('plugin_versions')
    .where({ plugin_id: id, version, state: 'available' })
    .first()
  return row?.checksum as string | undefined
}

function altered(plugin: LoadedPlugin): LoadedPlugin {
  const reason = `plugin ${plugin.id}: version ${plugin.version} was changed after its release; a change needs a new version`
  return { ...plugin, state: 'invalid', reason, manifest: null }
}

async function upsert(
  plugin: LoadedPlugin,
  { now, checksum, connection }: { now: Date; checksum: string; connection?: string }
) {
  await db.connection(connection).rawQuery(
    `INSERT INTO plugin_versions (plugin_id, version, sdk, manifest, checksum, state, reason, created_at)
     VALUES (:id, :version, :sdk, :manifest, :checksum, :state, :reason, :now)
     ON CONFLICT (plugin_id, version) DO UPDATE SET sdk = excluded.sdk, manifest = excluded.manifest,
       checksum = excluded.checksum, state = excluded.state, reason = excluded.reason`,
    {
      id: plugin.id,
      version: plugin.version,
      sdk: plugin.sdk,
      manifest: JSON.stringify(plugin.manifest ?? {}),
      checksum,
      state: plugin.state,
      reason: plugin.reason ?? db.raw('NULL'),
      now,
    }
  )
}
