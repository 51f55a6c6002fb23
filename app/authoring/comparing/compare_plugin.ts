import { versioning } from '#plugin_host'
import type { AuthoredPlugin } from '../plugins/authored_plugins.js'
import { exists, manifestAt, releasedRevision } from './released_manifest.js'

export interface PluginComparison {
  changes: ReturnType<typeof versioning.changes>
  /** What the manifest says now. */
  version: string
  /** The least that the changes ask for. */
  needed: string
  isEnough: boolean
}

/** Holds a plugin against its manifest of another revision, or says in a sentence why that cannot be done. */
export async function comparePlugin(
  root: string,
  { id, folder, manifest, reasons }: AuthoredPlugin,
  since: string | undefined
): Promise<PluginComparison | string> {
  if (!manifest) {
    return `${id} cannot be compared: ${reasons.join('; ')}.`
  }
  if (since !== undefined && !exists(root, since)) {
    return `'${since}' is no branch, tag or commit of this repository.`
  }
  const before = await manifestAt({ root, folder, revision: since ?? releasedRevision(root) })
  const { version } = manifest
  if (!before) {
    return {
      changes: [{ weight: 'minor', place: folder, what: 'is new' }],
      version,
      needed: version,
      isEnough: true,
    }
  }
  const changes = versioning.changes(before, manifest)
  const needed = versioning.after(before.version, versioning.heaviest(changes))
  return { changes, version, needed, isEnough: versioning.reaches(version, needed) }
}
