import { pluginRegistry } from '#plugin_host'
import type { Text } from '#kit'
import type { SourceSummary } from './list_sources.js'

type Named = Pick<SourceSummary, 'pluginId' | 'connector'>

/** What people call the vendors of these sources, by plugin. */
export async function titlesOf(sources: Named[]): Promise<Record<string, string>> {
  const registry = await pluginRegistry()
  return Object.fromEntries(
    sources.map(({ pluginId, connector }) => {
      const manifest = registry.find(pluginId)?.manifest
      const title = manifest?.connectors?.[connector]?.title ?? manifest?.title
      return [pluginId, plainText(title ?? pluginId)]
    })
  )
}

/** What people call the streams of a source. */
export async function streamTitlesOf({ pluginId, connector }: Named) {
  const registry = await pluginRegistry()
  const traits = registry.traitsOf(pluginId, connector)
  const streams = Object.entries({ ...traits?.webhooks?.streams, ...traits?.streams })
  return Object.fromEntries(streams.map(([name, { title }]) => [name, title ?? name]))
}

/** Whether the vendor of a source sends deliveries, which have a page of their own. */
export async function receivesDeliveries({ pluginId, connector }: Named): Promise<boolean> {
  const registry = await pluginRegistry()
  return registry.traitsOf(pluginId, connector)?.webhooks !== undefined
}

/** Whether people say what is read of a source, on a page of its own. */
export async function areStreamsChosen({ pluginId, connector }: Named): Promise<boolean> {
  const registry = await pluginRegistry()
  return registry.traitsOf(pluginId, connector)?.areStreamsChosen === true
}

/** Whether messages to people can be sent through a source. */
export async function tellsPeople({ pluginId, connector }: Named): Promise<boolean> {
  const registry = await pluginRegistry()
  const definition = registry.find(pluginId)?.manifest?.connectors?.[connector]
  return definition?.kind === 'api' && definition.provides?.['notify@1'] !== undefined
}

/** A text in English. A loaded manifest holds no keys any more (plugin_host, manifest/texts.ts); the type still allows them. */
export const plainText = (text: Text): string => (typeof text === 'string' ? text : text.i18n)
