import type { Plugin } from '#kit'
import { pluginRegistry } from '#plugin_host'
import { compileConnector, type CompiledConnector } from './map/compile_connector.js'

/** By manifest, so that another registry compiles for itself. */
const compiled = new WeakMap<Plugin, Map<string, CompiledConnector>>()

/**
 * A connector by plugin and name, with every expression compiled once. Where no transaction is open, the organization
 * says whose private plugins there are besides the bundled ones. A manifest that is stored nowhere yet stands for itself.
 */
export async function connectorOf(
  plugin: string | Plugin,
  name: string,
  organizationId?: string
): Promise<CompiledConnector> {
  const manifest = await manifestOf(plugin, organizationId)
  const known = compiled.get(manifest) ?? new Map<string, CompiledConnector>()
  compiled.set(manifest, known)
  const connector = known.get(name) ?? compileConnector(manifest, name)
  known.set(name, connector)
  return connector
}

async function manifestOf(plugin: string | Plugin, organizationId?: string): Promise<Plugin> {
  if (typeof plugin !== 'string') {
    return plugin
  }
  const registry = await pluginRegistry(organizationId)
  return registry.manifestOf(plugin)
}
