import db from '@adonisjs/lucid/services/db'
import type { LoadedPlugin } from './load_plugins.js'
import { NO_MANIFEST, refuseAltered } from './released_versions.js'

interface Recording {
  now: Date
  isProduction: boolean
  connection?: string
}

/**
 * Writes down every version this installation carries, with its state and checksum. The same version with another
 * manifest is refused for ever in a release; in development it replaces the row, because an author edits.
 */
export async function recordVersions(
  plugins: LoadedPlugin[],
  recording: Recording
): Promise<LoadedPlugin[]> {
  const { isProduction, connection } = recording
  const recorded = isProduction ? await refuseAltered(plugins, connection) : plugins
  for (const plugin of recorded) {
    await upsert(plugin, recording)
  }
  return recorded
}

const VERDICT = 'state = excluded.state, reason = excluded.reason'
const EVERYTHING = `sdk = excluded.sdk, manifest = excluded.manifest, content = excluded.content, checksum = excluded.checksum, ${VERDICT}`

async function upsert(plugin: LoadedPlugin, { now, isProduction, connection }: Recording) {
  /** What was released stays on record while the files of that version cannot be used. */
  const change = isProduction && !plugin.manifest ? VERDICT : EVERYTHING
  await db.connection(connection).rawQuery(
    `INSERT INTO plugin_versions (plugin_id, version, sdk, manifest, content, checksum, state, reason, created_at)
     VALUES (:id, :version, :sdk, :manifest, NULLIF(:content, '')::json, :checksum, :state, NULLIF(:reason, ''), :now)
     ON CONFLICT (plugin_id, version) DO UPDATE SET ${change}`,
    {
      id: plugin.id,
      version: plugin.version,
      sdk: plugin.sdk,
      manifest: JSON.stringify(plugin.manifest ?? NO_MANIFEST),
      content: plugin.manifest ? JSON.stringify(plugin.manifest) : '',
      checksum: plugin.checksum,
      state: plugin.state,
      reason: plugin.reason ?? '',
      now,
    }
  )
}
