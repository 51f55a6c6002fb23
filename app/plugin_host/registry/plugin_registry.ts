import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import type { Connector, Plugin } from '#kit'
import { currentTenant, Refusal, withTenant, type TenantTransaction } from '#foundation'
import { traitsOf, type ConnectorTraits } from '../kinds/traits_of.js'
import { describePlugin, loadPlugins, type Barrel, type LoadedPlugin } from './load_plugins.js'
import { tenantPlugins } from './tenant_plugins.js'
import { refuseAltered } from './released_versions.js'
import { retirementOf, type Retirement } from './retirement.js'

/** The plugins that can be named, one version of each. */
export class PluginRegistry {
  readonly #plugins: Map<string, LoadedPlugin>

  constructor(plugins: LoadedPlugin[]) {
    this.#plugins = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  }

  /** Every plugin, also those that cannot be used, with the reason. */
  all(): LoadedPlugin[] {
    return [...this.#plugins.values()]
  }

  /** Puts what an author has just saved in the place of what was loaded, whatever it is worth. */
  renew(place: string, candidate: unknown): LoadedPlugin {
    const plugin = describePlugin(place, candidate)
    this.#plugins.set(plugin.id, plugin)
    return plugin
  }

  /** The same with other versions and more plugins. */
  with(plugins: LoadedPlugin[]): PluginRegistry {
    const ids = new Set(plugins.map(({ id }) => id))
    return new PluginRegistry([...plugins, ...this.all().filter(({ id }) => !ids.has(id))])
  }

  find(id: string): LoadedPlugin | undefined {
    return this.#plugins.get(id)
  }

  /** What people call a plugin; its id where it cannot be used or has no plain title. */
  titleOf(id: string): string {
    const title = this.#plugins.get(id)?.manifest?.title
    return typeof title === 'string' ? title : id
  }

  /** The sentence why a plugin cannot be used by anybody; null where it can. */
  whyUnusable(id: string): string | null {
    const plugin = this.#plugins.get(id)
    if (!plugin) {
      return `There is no plugin '${id}' in this installation.`
    }
    return plugin.manifest ? null : `This plugin cannot be used: ${plugin.reason}.`
  }

  /** The manifest of an available plugin; a refusal with the reason otherwise. */
  manifestOf(id: string): Plugin {
    const manifest = this.#plugins.get(id)?.manifest
    if (!manifest) {
      const message = this.whyUnusable(id)!
      throw new Refusal({ code: 'E_PLUGIN_UNAVAILABLE', status: 422, message })
    }
    return manifest
  }

  /** The kind of a connector, for people; null where its plugin cannot be used now. */
  kindOf(pluginId: string, name: string): Connector['kind'] | null {
    return this.#definition(pluginId, name)?.kind ?? null
  }

  /** What a connector is to those who handle every kind; null where its plugin cannot be used now. */
  traitsOf(pluginId: string, name: string): ConnectorTraits | null {
    const definition = this.#definition(pluginId, name)
    return definition ? traitsOf(definition) : null
  }

  #definition(pluginId: string, name: string): Connector | undefined {
    return this.#plugins.get(pluginId)?.manifest?.connectors?.[name]
  }

  /** The end of the version that a connector speaks, once it is near. */
  retirementOf(definition: Connector, now: Date): Retirement | undefined {
    return retirementOf(definition, now)
  }

  /** The connectors whose vendor switches off the version they speak, or has done so, soonest first. */
  retiring(now: Date): Retiring[] {
    const found = this.connectors().flatMap(({ pluginId, name, definition }) => {
      const retirement = retirementOf(definition, now)
      return retirement ? [{ ...retirement, pluginId, connector: name }] : []
    })
    return found.sort((one, other) => one.on.localeCompare(other.on))
  }

  /** Everything that can be connected, for the list of sources. */
  connectors(): ConnectorEntry[] {
    return this.all().flatMap(({ id, manifest }) =>
      Object.entries(manifest?.connectors ?? {}).map(([name, definition]) => ({
        pluginId: id,
        name,
        definition,
        manifest: manifest!,
      }))
    )
  }
}

export interface Retiring extends Retirement {
  pluginId: string
  connector: string
}

export interface ConnectorEntry {
  pluginId: string
  name: string
  definition: Connector
  manifest: Plugin
}

/**
 * What can be named here: the bundled plugins, with the private ones and the versions in use of the organization whose
 * transaction is open, or of the one that is given where none is. Without an organization: the bundled versions.
 */
export async function pluginRegistry(organizationId?: string): Promise<PluginRegistry> {
  const bundled = await bundledRegistry()
  const tenant = currentTenant(null)
  const carried = bundled.all().map(({ id, version }) => `${id}@${version}`)
  const ask = (each: TenantTransaction) => tenantPlugins(each, carried)
  const own =
    organizationId === undefined || tenant?.organizationId === organizationId
      ? await (tenant ? ask(tenant) : [])
      : await withTenant(organizationId, ask, { readOnly: true })
  return own.length > 0 ? bundled.with(own) : bundled
}

let registry: Promise<PluginRegistry> | undefined

/**
 * The bundled plugins of this process. A bad plugin never makes it fail: it is an entry with a reason. Without its database
 * a release cannot tell what was released, so it fails then, and the next call tries again.
 */
export function bundledRegistry(): Promise<PluginRegistry> {
  registry ??= import('#generated/plugins')
    .then(({ plugins }) => assembleRegistry(plugins, { isProduction: app.inProduction }))
    .catch((error: unknown) => {
      registry = undefined
      throw error
    })
  return registry
}

/** A release runs only what it wrote down when it was prepared; in development an author edits. */
export async function assembleRegistry(
  barrel: Barrel,
  { isProduction }: { isProduction: boolean }
): Promise<PluginRegistry> {
  const loaded = await loadPlugins(barrel)
  const plugins = isProduction ? await refuseAltered(loaded) : loaded
  plugins.forEach(tellWhyNot)
  return new PluginRegistry(plugins)
}

/** Operators read logs, not the settings of an organization. */
function tellWhyNot({ id, state, reason }: LoadedPlugin) {
  if (state !== 'available') {
    logger.warn({ plugin: id, state }, `The ${reason}.`)
  }
}

/** Puts another registry in place, for tests. Answers a function that puts the old one back. */
export function useRegistry(other: PluginRegistry): () => void {
  const before = registry
  registry = Promise.resolve(other)
  return () => {
    registry = before
  }
}
