import { heldConnection } from '#foundation'
import type { LoadedPlugin } from './load_plugins.js'

/** What stands in a row of `plugin_versions` as long as no manifest of that version was ever usable. */
export const NO_MANIFEST = {}

/**
 * Refuses each plugin whose manifest is not the one that this installation wrote down for the same version. A
 * version is released once its manifest is on record; what becomes of the row's state later does not undo that.
 */
export async function refuseAltered(
  plugins: LoadedPlugin[],
  connection?: string
): Promise<LoadedPlugin[]> {
  const released = await releasedChecksums(connection)
  return plugins.map((plugin) => {
    const checksum = released.get(identityOf(plugin))
    const isAltered = checksum !== undefined && checksum !== plugin.checksum
    return isAltered && plugin.manifest ? altered(plugin) : plugin
  })
}

async function releasedChecksums(connection?: string): Promise<Map<string, string>> {
  const rows: { plugin_id: string; version: string; checksum: string }[] = await heldConnection(
    connection
  )
    .from('plugin_versions')
    .select('plugin_id', 'version', 'checksum')
    .whereNot('manifest', JSON.stringify(NO_MANIFEST))
  return new Map(
    rows.map(({ plugin_id: id, version, checksum }) => [identityOf({ id, version }), checksum])
  )
}

const identityOf = ({ id, version }: { id: string; version: string }) => `${id}@${version}`

function altered(plugin: LoadedPlugin): LoadedPlugin {
  const reason = `plugin ${plugin.id}: version ${plugin.version} was changed after its release; a change needs a new version`
  return { ...plugin, state: 'invalid', reason, manifest: null }
}
