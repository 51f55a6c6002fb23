import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Plugin, VendorSandbox } from '#kit'
import { firstLine } from '#shared/first_line'

const PLUGINS = join(dirname(fileURLToPath(import.meta.url)), '../../../plugins')

/**
 * Every vendor that a plugin brings an emulator for. Found by looking, not by name: the core knows no
 * vendor, and a plugin that is dropped into the folder is served. One that cannot be loaded is left out, with
 * a sentence, and stops no other.
 */
export async function loadVendorSandboxes(root = PLUGINS): Promise<VendorSandbox[]> {
  const files = folders(root)
    .flatMap((kind) => folders(kind))
    .flatMap((plugin) =>
      ['ts', 'js'].map((extension) => join(plugin, `sandbox/emulator.${extension}`))
    )
    .filter((file) => existsSync(file))
  const vendors = await Promise.all(files.map(loadOne))
  return vendors.filter((vendor) => vendor !== undefined)
}

async function loadOne(file: string): Promise<VendorSandbox | undefined> {
  try {
    const { default: vendor } = await import(pathToFileURL(file).href)
    if (Array.isArray(vendor?.hosts) && typeof vendor.reply === 'function') {
      return vendor
    }
    tellWhyNot(file, 'its default export must be defineVendorSandbox({…})')
  } catch (error) {
    tellWhyNot(file, firstLine(error))
  }
  return undefined
}

/** Not the application's logger: the emulator runs without the application. */
function tellWhyNot(file: string, reason: string) {
  const place = relative(dirname(PLUGINS), file)
  process.stderr.write(`${place} stands in for nobody, because it cannot be loaded: ${reason}.\n`)
}

/** The folder of a bundled plugin, by the id in its manifest. */
export async function folderOf(pluginId: string, root = PLUGINS): Promise<string | undefined> {
  for (const folder of folders(root).flatMap((kind) => folders(kind))) {
    const file = ['ts', 'js']
      .map((extension) => join(folder, `plugin.${extension}`))
      .find((each) => existsSync(each))
    if (file && (await idIn(file)) === pluginId) {
      return folder
    }
  }
  return undefined
}

/** A neighbour that cannot be loaded is not the plugin that is looked for. */
async function idIn(file: string): Promise<string | undefined> {
  const module = await import(pathToFileURL(file).href).catch(() => undefined)
  return (module?.default as Plugin | undefined)?.id
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
