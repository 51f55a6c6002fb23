import type { FieldMapping } from './field_mapping.js'
import type { ChosenField } from './field_uses.js'

/** A mapping as the choices that made it, for the form it is changed in. */
export function chosenIn(mapping: FieldMapping, slug: string): ChosenField[] {
  const { id, name, version, date, currency, metrics, dimensions } = mapping
  const single: [ChosenField['use'], string | null][] = [
    ...[id].flat().map((path): [ChosenField['use'], string] => ['id', path]),
    ['name', name],
    ['version', version],
    ['date', date.path],
    ['currency', currency && 'path' in currency ? currency.path : null],
  ]
  return [
    ...single.flatMap(([use, path]) => (path === null ? [] : [{ path, use }])),
    ...dimensions.map(({ path }) => ({ path, use: 'dimension' as const })),
    ...metrics.map(({ path, metric, unit }) =>
      metric.startsWith(`${slug}:`)
        ? { path, use: unit === 'currency' ? ('money' as const) : ('number' as const) }
        : { path, use: 'metric' as const, metric }
    ),
  ]
}
