import type { Connector, Plugin } from '#kit'
import { pluginRegistry, traitsOf } from '#plugin_host'
import { countingIn } from '#shared/expressions/minor_units'
import { compileWebhooks, type ChosenStream, type CompiledWebhooks } from './compile_webhooks.js'

/** By manifest, so that another registry compiles for itself. */
const compiled = new WeakMap<Plugin, Map<string, CompiledWebhooks | null>>()

/**
 * What arrives for a connector, with every expression compiled once; null where its vendor sends nothing, or
 * its plugin cannot be used. With what a person
 * chose for its deliveries, compiled anew.
 */
export async function webhooksOf(
  pluginId: string,
  name: string,
  chosen?: ChosenStream
): Promise<CompiledWebhooks | null> {
  const registry = await pluginRegistry()
  const manifest = registry.find(pluginId)?.manifest
  const connector = manifest?.connectors?.[name]
  if (!manifest) {
    return null
  }
  if (chosen) {
    return compile(manifest, connector, chosen)
  }
  const known = compiled.get(manifest) ?? new Map<string, CompiledWebhooks | null>()
  compiled.set(manifest, known)
  const hook = known.has(name) ? known.get(name)! : compile(manifest, connector)
  known.set(name, hook)
  return hook
}

function compile(manifest: Plugin, connector: Connector | undefined, chosen?: ChosenStream) {
  const webhooks = connector && traitsOf(connector).webhooks
  if (!webhooks) {
    return null
  }
  const { title, channel = null } = connector
  const name = typeof title === 'string' ? title : manifest.id
  const units = 'minorUnits' in connector ? connector.minorUnits : undefined
  return countingIn(units, () =>
    compileWebhooks({ manifest, title: name, channel, webhooks, chosen })
  )
}
