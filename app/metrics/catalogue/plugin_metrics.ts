import type { PluginMetric, Text } from '#kit'
import { pluginRegistry, traitsOf } from '#plugin_host'
import { changeOf } from './canonical.js'
import type { MetricDefinition } from './define.js'
import type { MetricKind } from './types.js'

const KINDS: Record<PluginMetric['aggregation'], MetricKind> = {
  sum: 'additive',
  last: 'semi_additive',
  none: 'unique',
  ratio: 'ratio',
}

interface Owner {
  id: string
  title: Text
  metrics?: Record<string, PluginMetric>
}

/** What the bundled plugins add to the catalogue, under `vendor/plugin:name`. */
export async function pluginMetrics(): Promise<MetricDefinition[]> {
  const owners = await manifests()
  return owners.flatMap(metricsOfPlugin)
}

/** Plugin metric → canonical metric of the same meaning, which its numbers answer for as well. */
export async function canonicalTwins(): Promise<Map<string, string>> {
  const owners = await manifests()
  const pairs = owners.flatMap(({ id, metrics = {} }) =>
    Object.entries(metrics).flatMap(([name, { same }]) =>
      same ? [[`${id}:${name}`, same] as const] : []
    )
  )
  return new Map(pairs)
}

/** The plugins through which people's own files come. */
export async function fileTakers(): Promise<Set<string>> {
  const registry = await pluginRegistry()
  const takers = registry
    .connectors()
    .filter(({ definition }) => traitsOf(definition).arrival === 'uploaded')
  return new Set(takers.map(({ pluginId }) => pluginId))
}

async function manifests(): Promise<Owner[]> {
  const registry = await pluginRegistry()
  return registry.all().flatMap(({ manifest }) => manifest ?? [])
}

export function metricsOfPlugin(owner: Owner): MetricDefinition[] {
  return Object.entries(owner.metrics ?? {}).flatMap(([name, metric]) => {
    const definition = definitionOf(owner, name, metric)
    return metric.aggregation === 'last' ? [definition, changeOf(definition)] : [definition]
  })
}

function definitionOf(owner: Owner, name: string, metric: PluginMetric): MetricDefinition {
  return {
    id: `${owner.id}:${name}`,
    label: textOf(metric.label),
    group: 'source',
    kind: KINDS[metric.aggregation],
    unit: metric.unit,
    direction: metric.better ?? 'none',
    decimals: metric.unit === 'count' ? 0 : 2,
    help: metric.help ? textOf(metric.help) : `From ${textOf(owner.title)}.`,
    ...(metric.aggregation === 'ratio' ? { expression: ratioOf(owner, metric) } : {}),
  }
}

function ratioOf(owner: Owner, metric: Extract<PluginMetric, { aggregation: 'ratio' }>) {
  const idOf = (part: string) => (owner.metrics?.[part] ? `${owner.id}:${part}` : part)
  const quotient = `[${idOf(metric.numerator)}] / [${idOf(metric.denominator)}]`
  if (metric.unit === 'percent') {
    return `percent(${quotient})`
  }
  return metric.times ? `${metric.times} * ${quotient}` : quotient
}

function textOf(text: Text) {
  return typeof text === 'string' ? text : text.i18n
}
