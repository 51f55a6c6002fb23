import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { firstLine } from '#shared/first_line'
import type { Plugin } from '#kit'
import { checkManifest, hooks } from '#plugin_host'

/** A plugin as its author has it on disk, sound or not. */
export interface AuthoredPlugin {
  /** Its folder below the root of the project. */
  folder: string
  /** Of the manifest, as a path of this machine. */
  file: string
  /** The folder where the manifest has none. */
  id: string
  manifest: Plugin | null
  /** Why there is no manifest that can be used. */
  reasons: string[]
}

/** Every folder below `plugins/<kind>/` with a manifest. */
export async function authoredPlugins(root: string): Promise<AuthoredPlugin[]> {
  const folders = foldersIn(root, 'plugins').flatMap((kind) => foldersIn(root, kind))
  const plugins = await Promise.all(folders.map((folder) => authoredPlugin(root, folder)))
  return plugins.filter((plugin) => plugin !== undefined)
}

export async function authoredPlugin(
  root: string,
  folder: string
): Promise<AuthoredPlugin | undefined> {
  const file = ['plugin.ts', 'plugin.js'].map((name) => join(root, folder, name)).find(existsSync)
  if (!file) {
    return undefined
  }
  try {
    const { default: manifest } = await import(pathToFileURL(file).href)
    const candidate = JSON.parse(JSON.stringify(hooks.laidIn(manifest ?? null, join(root, folder))))
    const verdict = checkManifest(candidate)
    return verdict.state === 'available'
      ? { folder, file, id: verdict.manifest.id, manifest: verdict.manifest, reasons: [] }
      : { folder, file, id: candidate?.id ?? folder, manifest: null, reasons: verdict.reasons }
  } catch (error) {
    const reasons = [`${folder}/plugin.ts cannot be loaded: ${firstLine(error)}`]
    return { folder, file, id: folder, manifest: null, reasons }
  }
}

/** The plugins of the id or folder, all of them where none is named; a sentence where there is none such. */
export function chosen(
  plugins: AuthoredPlugin[],
  id: string | undefined
): AuthoredPlugin[] | string {
  const found = plugins.filter((each) => !id || each.id === id || each.folder.endsWith(`/${id}`))
  const known = plugins.map((each) => each.id).join(', ')
  return found.length > 0 ? found : `There is no plugin '${id}'. These are there: ${known}.`
}

const foldersIn = (root: string, path: string): string[] =>
  existsSync(join(root, path))
    ? readdirSync(join(root, path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${path}/${name}`)
        .sort()
    : []
