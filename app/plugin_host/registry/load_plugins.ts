import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#kit'
import { firstLine } from '#shared/first_line'
import { withHooks } from '../hooks/with_hooks.js'
import { checkManifest } from '../manifest/check_manifest.js'

export type PluginState = 'available' | 'invalid' | 'incompatible' | 'broken' | 'yanked'

/** One version of a plugin as the installation found it. */
export interface LoadedPlugin {
  id: string
  version: string
  sdk: string
  state: PluginState
  /** Why it is not available; null where it is. */
  reason: string | null
  /** Null where there is no manifest worth the name. */
  manifest: Plugin | null
  /** SHA-256 of the manifest as JSON with sorted keys. */
  checksum: string
  /** It belongs to one organization: no other one can name it, and its hosts are reached at public addresses only. */
  isPrivate?: true
  /** It came as an archive of somebody else: its hosts are reached at public addresses only. */
  isForeign?: true
}

type Import = () => Promise<unknown>

/** The generated list of plugin folders, by folder. */
export type Barrel = { [name: string]: Barrel | Import }

/** A manifest is a declaration: a plugin that waits for something while it loads waits for ever. */
const LOAD_PATIENCE_MS = 10_000

/**
 * Imports every plugin of the barrel, one by one. Nothing that a plugin does here stops the others or the
 * application: it becomes an entry with a state and a reason.
 */
export async function loadPlugins(
  barrel: Barrel,
  { patienceMs = LOAD_PATIENCE_MS, root = app.makePath('plugins') } = {}
): Promise<LoadedPlugin[]> {
  const loaded = await Promise.all(
    importsOf(barrel).map(([place, load]) => loadOne([root, place], () => inTime(load, patienceMs)))
  )
  return withoutDuplicates(loaded)
}

function importsOf(barrel: Barrel, place: string[] = []): [string, Import][] {
  return Object.entries(barrel).flatMap(([name, entry]) =>
    typeof entry === 'function'
      ? [[place.join('/'), entry] as [string, Import]]
      : importsOf(entry, [...place, folderNamed(name)])
  )
}

/** The barrel writes names of folders in camel case; people look for the folder. */
const folderNamed = (name: string) =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

async function inTime(load: Import, patienceMs: number): Promise<unknown> {
  const deadline = new AbortController()
  const late = delay(patienceMs, undefined, { signal: deadline.signal }).then(() => {
    throw new Error(`it was not loaded within ${patienceMs / 1_000} s`)
  })
  try {
    return await Promise.race([load(), late])
  } finally {
    deadline.abort()
    late.catch(() => {})
  }
}

async function loadOne([root, place]: [string, string], load: Import): Promise<LoadedPlugin> {
  try {
    const module = (await load()) as { default?: unknown }
    return describePlugin(place, withHooks(module.default, join(root, place)))
  } catch (error) {
    const reason = `plugin in plugins/${place} cannot be loaded: ${firstLine(error)}`
    return entryOf(place, {}, { state: 'broken', reason })
  }
}

/** What a manifest is worth; `place` names it where it does not do so itself. */
export function describePlugin(place: string, candidate: unknown): LoadedPlugin {
  const manifest = asJson(candidate)
  if (manifest === undefined) {
    const reason = `plugin in plugins/${place} exports no manifest: its default export must be definePlugin({…})`
    return entryOf(place, {}, { state: 'invalid', reason })
  }
  const verdict = checkManifest(manifest)
  return verdict.state === 'available'
    ? entryOf(place, verdict.manifest, { state: 'available', reason: null })
    : entryOf(place, manifest, { state: verdict.state, reason: together(verdict.reasons) })
}

/** One sentence of several that each begin with the name of the plugin. */
function together([first, ...others]: string[]): string {
  const name = first.slice(0, first.indexOf(': ') + 2)
  return [first, ...others.map((each) => each.replace(name, ''))].join('; ')
}

/** A manifest is what survives JSON: functions and accessors in it are not carried on. */
function asJson(candidate: unknown): Partial<Plugin> | undefined {
  const isObject = typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate)
  return isObject ? JSON.parse(JSON.stringify(candidate)) : undefined
}

function entryOf(
  place: string,
  manifest: Partial<Plugin>,
  verdict: Pick<LoadedPlugin, 'state' | 'reason'>
): LoadedPlugin {
  const textOf = (value: unknown, otherwise: string) =>
    typeof value === 'string' && value !== '' ? value : otherwise
  return {
    id: textOf(manifest.id, `unnamed/${place.replaceAll('/', '-')}`),
    version: textOf(manifest.version, '0.0.0'),
    sdk: textOf(manifest.sdk, ''),
    ...verdict,
    manifest: verdict.state === 'available' ? (manifest as Plugin) : null,
    checksum: checksumOf(manifest),
  }
}

export function checksumOf(manifest: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(manifest)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted)
  }
  if (typeof value !== 'object' || value === null) {
    return value
  }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}

/** Two plugins of one id and version: neither can be told from the other, so the second is refused. */
function withoutDuplicates(plugins: LoadedPlugin[]): LoadedPlugin[] {
  const seen = new Set<string>()
  return plugins.map((plugin) => {
    const identity = `${plugin.id}@${plugin.version}`
    if (!seen.has(identity)) {
      seen.add(identity)
      return plugin
    }
    const reason = `plugin ${plugin.id}: version ${plugin.version} is there twice`
    return { ...plugin, id: `${plugin.id}-duplicate`, state: 'invalid', reason, manifest: null }
  })
}
