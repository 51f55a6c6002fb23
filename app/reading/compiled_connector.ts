import type { Plugin } from '#kit'
import { pluginRegistry } from '#plugin_host'
import { compileConnector, type CompiledConnector } from './map/compile_connector.js'

/** By manifest, so that another registry compiles for itself. */
const compiled = new WeakMap<Plugin, Map<string, CompiledConnector>>()

/** A connector by plugin and name, with every expression compiled once. */
export async function connectorOf(pluginId: string, name: string): Promise<CompiledConnector> {
  const registry = await pluginRegistry()
  const manifest = registry.manifestOf(pluginId)
  const known = compiled.get(manifest) ?? new Map<string, CompiledConnector>()
  compiled.set(manifest, known)
  const connector = known.get(name) ?? compileConnector(manifest, name)
  known.set(name, connector)
  return connector
}
