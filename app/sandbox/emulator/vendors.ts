import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Plugin, VendorSandbox } from '#kit'
import { firstLine } from '#shared/first_line'
import { sandboxOfWire } from '../wire/load_wire.js'

const PLUGINS = join(dirname(fileURLToPath(import.meta.url)), '../../../plugins')

/**
 * Every vendor that a plugin brings a wire or an emulator for. Found by looking, not by name: the core knows no
 * vendor, and a plugin that is dropped into the folder is served. One that cannot be loaded is left out, with
 * a sentence, and stops no other.
 */
export async function loadVendorSandboxes(
  root = PLUGINS,
  tell = tellOperator
): Promise<VendorSandbox[]> {
  const plugins = folders(root).flatMap((kind) => folders(kind))
  const vendors = await Promise.all(plugins.map((plugin) => loadOne(plugin, tell)))
  return vendors.filter((vendor) => vendor !== undefined)
}

type Tell = (reason: string) => void

async function loadOne(plugin: string, tell: Tell): Promise<VendorSandbox | undefined> {
  const emulator = moduleAt(plugin, 'sandbox/emulator')
  const wire = moduleAt(plugin, 'sandbox/wire')
  const file = emulator ?? wire
  if (!file) {
    return undefined
  }
  try {
    const vendor = emulator ? await loadEmulator(emulator) : await loadWire(plugin, file)
    assertSandbox(vendor)
    return vendor
  } catch (error) {
    const place = join(basename(plugin), relative(plugin, file))
    tell(`${place} cannot be loaded and emulates no vendor: ${firstLine(error)}`)
    return undefined
  }
}

async function loadEmulator(file: string): Promise<VendorSandbox | undefined> {
  const module = await import(pathToFileURL(file).href)
  return module.default
}

/** A manifest that cannot be loaded is the registry's business; the wire is served where it says its hosts itself. */
async function loadWire(plugin: string, file: string): Promise<VendorSandbox> {
  const { default: wire } = await import(pathToFileURL(file).href)
  const own = moduleAt(plugin, 'plugin')
  const manifest = own && (await import(pathToFileURL(own).href).catch(() => undefined))
  return sandboxOfWire({ folder: dirname(file), wire, manifest: manifest?.default })
}

function assertSandbox(vendor: VendorSandbox | undefined) {
  if (!Array.isArray(vendor?.hosts) || typeof vendor.reply !== 'function') {
    throw new Error('its default export must be defineVendorSandbox({…}) or defineVendorWire({…})')
  }
}

/** The module of that name in the plugin's folder, as TypeScript or compiled. */
const moduleAt = (plugin: string, name: string): string | undefined =>
  ['ts', 'js']
    .map((extension) => join(plugin, `${name}.${extension}`))
    .find((file) => existsSync(file))

/** Where a plugin's stand-in is written as data; nothing where it is code, or missing. */
export const wireFileOf = (plugin: string): string | undefined =>
  moduleAt(plugin, 'sandbox/emulator') ? undefined : moduleAt(plugin, 'sandbox/wire')

/** Not the application's logger: the emulator runs without the application. */
function tellOperator(reason: string) {
  process.stderr.write(`${reason}.\n`)
}

/** The folder of a bundled plugin, by the id in its manifest. */
export async function folderOf(pluginId: string, root = PLUGINS): Promise<string | undefined> {
  for (const folder of folders(root).flatMap((kind) => folders(kind))) {
    const file = moduleAt(folder, 'plugin')
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
