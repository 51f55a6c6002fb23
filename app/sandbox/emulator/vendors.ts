import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Plugin, VendorSandbox } from '#kit'

const PLUGINS = join(dirname(fileURLToPath(import.meta.url)), '../../../plugins')

/**
 * Every vendor that a plugin brings an emulator for. Found by looking, not by name: the core knows no
 * vendor, and a plugin that is dropped into the folder is served.
 */
export async function loadVendorSandboxes(root = PLUGINS): Promise<VendorSandbox[]> {
  const files = folders(root)
    .flatMap((kind) => folders(kind))
    .flatMap((plugin) =>
      ['ts', 'js'].map((extension) => join(plugin, `sandbox/emulator.${extension}`))
    )
    .filter((file) => existsSync(file))
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href)))
  return modules.map((module) => module.default as VendorSandbox)
}

/** The folder of a bundled plugin, by the id in its manifest. */
export async function folderOf(pluginId: string, root = PLUGINS): Promise<string | undefined> {
  for (const folder of folders(root).flatMap((kind) => folders(kind))) {
    const file = ['ts', 'js']
      .map((extension) => join(folder, `plugin.${extension}`))
      .find((each) => existsSync(each))
    const module = file ? await import(pathToFileURL(file).href) : undefined
    if ((module?.default as Plugin | undefined)?.id === pluginId) {
      return folder
    }
  }
  return undefined
}

function folders(path: string): string[] {
  if (!existsSync(path)) {
    return []
  }
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name))
    .sort()
}
