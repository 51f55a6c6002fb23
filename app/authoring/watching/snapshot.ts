import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '#foundation'

/** The files of a plugin as they were saved, in a place of their own. */
export interface Snapshot {
  /** A checkout with this plugin alone. */
  root: string
  dispose(): void
}

/**
 * Copies a plugin, with what its vendor family shares, to where the kit can be imported from. Modules are loaded once for each
 * address: a new copy is how a running process sees every file of a save anew, also those that the manifest imports.
 */
export function takeSnapshot(root: string, folder: string): Snapshot {
  const copy = join(root, 'tmp', `dev-${newId()}`)
  for (const each of [folder, SHARED].filter((path) => existsSync(join(root, path)))) {
    cpSync(join(root, each), join(copy, each), { recursive: true })
  }
  return { root: copy, dispose: () => rmSync(copy, { recursive: true, force: true }) }
}

const SHARED = 'plugins/vendors'
