import { offeredMetric } from '#shared/columns/known_metrics'
import type { ChosenField } from '#mapping'
import type { Column } from '../stored_stream.js'

export interface Proposal {
  columns: Column[]
  primaryKey: string[]
  /** Ids of metrics that a column can feed. */
  metrics: Set<string>
}

const TIMES = new Set<Column['kind']>(['day', 'local', 'instant'])
const CHANGED =
  /^(updated|modified|changed|last_?(updated|modified|changed))(_?(at|on|time|date))?$/i
const DATES = [
  /^(ordered|paid|placed|booked|created|occurred|happened)_?(at|on|date|time)$/i,
  /(^|_)(date|day)$|^(date|day)(_|$)/i,
  /./,
]
const CURRENCY = /^(currency|currency_?code|waehrung|devise|moneda)$/i

/** What columns mean by their names, for the person to check. Each column is proposed for one thing. */
export function proposeFields({ columns, primaryKey, metrics }: Proposal): ChosenField[] {
  const taken = new Set(primaryKey)
  const propose = (path: string | undefined, use: ChosenField['use']): ChosenField[] => {
    if (path === undefined || taken.has(path)) {
      return []
    }
    taken.add(path)
    return [{ path, use }]
  }
  const times = columns.filter(({ kind }) => TIMES.has(kind)).map(({ name }) => name)
  const changed = times.find((name) => CHANGED.test(name))
  const others = times.filter((name) => name !== changed)
  const date = DATES.flatMap((words) => others.find((name) => words.test(name)) ?? []).at(0)
  const currency = columns.find(({ name }) => CURRENCY.test(name))?.name
  return [
    ...primaryKey.map((path) => ({ path, use: 'id' as const })),
    ...propose(changed, 'version'),
    ...propose(date, 'date'),
    ...propose(currency, 'currency'),
    ...columns.flatMap(({ name, kind }) => measured({ name, kind }, metrics, taken)),
  ]
}

const NUMBERS = new Set<Column['kind']>(['whole', 'decimal', 'float'])

/** A metric of the catalogue that the name means, each once. */
function measured({ name, kind }: Column, metrics: Set<string>, taken: Set<string>): ChosenField[] {
  const metric = NUMBERS.has(kind) && !taken.has(name) ? offeredMetric(name)?.id : undefined
  if (metric === undefined || !metrics.delete(metric)) {
    return []
  }
  return [{ path: name, use: 'metric', metric }]
}
