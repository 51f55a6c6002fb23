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
  const definition = registry.find(pluginId)?.manifest?.connectors?.[connector]
  if (definition?.kind !== 'api') {
    return {}
  }
  return Object.fromEntries(
    Object.entries(definition.streams).map(([name, stream]) => [name, stream.title ?? name])
  )
}

/** A text in English. A loaded manifest holds no keys any more (plugin_host, manifest/texts.ts); the type still allows them. */
export const plainText = (text: Text): string => (typeof text === 'string' ? text : text.i18n)
