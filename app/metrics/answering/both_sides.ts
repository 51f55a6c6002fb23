import type { Catalogue } from '../catalogue/catalogue.js'
import type { MetricDefinition } from '../catalogue/define.js'
import { divisionsIn, metricsIn, type Expression } from '../expressions/expression.js'
import type { StreamPart } from '../planning/plan.js'
import type { CellRow } from '../reading/read_cells.js'
import type { DayRange, LeftOutSource } from '../types.js'
import type { Coverage } from './coverage.js'

/** The sources that a division is computed over: those that have every number in it. */
export interface Scope {
  id: string
  connections: ReadonlySet<string>
}

interface Division {
  scope: Scope | null
  leftOut: LeftOutSource[]
}

interface Found {
  catalogue: Catalogue
  parts: StreamPart[]
  rows: CellRow[]
  coverage: Coverage
  range: DayRange
}

const LIST = new Intl.ListFormat('en', { type: 'conjunction' })
const WHOLE: Division = { scope: null, leftOut: [] }

/**
 * Which sources have both sides of a ratio. Spend of a source that reports no conversion value would only lower the return
 * on the spend of the others, so such a source is left out and named. Where no source has both sides (revenue of a shop, spend
 * of a network), and for metrics that are meant so, all of them are used.
 */
export class BothSides {
  readonly #found: Found
  /** Source and stored metric of which at least one row has a number. */
  readonly #given = new Set<string>()
  readonly #streams = new Set<string>()
  readonly #divisions = new Map<string, Division>()

  constructor(found: Found) {
    this.#found = found
    for (const { part, metric } of found.rows.flatMap(({ numbers }) => numbers)) {
      this.#given.add(keyOf(part.stream.connectionId, metric))
      this.#streams.add(part.stream.id)
    }
  }

  /** The scope of a division; null where it is computed over all sources. */
  scopeOf(division: Expression): Scope | null {
    return this.#divisionOf(division).scope
  }

  /** Every scope that the metrics need. */
  scopesOf(metrics: string[]): Scope[] {
    const scopes = metrics.flatMap((id) => this.#of(id).flatMap(({ scope }) => scope ?? []))
    return [...new Map(scopes.map((scope) => [scope.id, scope])).values()]
  }

  /** The one scope of a metric that is nothing but one ratio. */
  onlyScopeOf(metric: string): Scope | null {
    const divisions = this.#of(metric)
    return divisions.length === 1 ? divisions[0].scope : null
  }

  leftOutOf(metric: string): LeftOutSource[] {
    const all = this.#of(metric).flatMap(({ leftOut }) => leftOut)
    return [...new Map(all.map((source) => [source.connectionId, source])).values()]
  }

  /** Whether the metric divides at all, and over sources that all have both sides. */
  isOfSame(metric: string): boolean {
    return this.#of(metric).some(({ scope }) => scope !== null)
  }

  #of(id: string): Division[] {
    const { catalogue } = this.#found
    return outermostDivisions(catalogue, id).map((division) => this.#divisionOf(division))
  }

  #divisionOf(division: Expression): Division {
    const { catalogue } = this.#found
    const atoms = [...new Set(metricsIn(division).flatMap((id) => catalogue.atomsOf(id)))]
    const key = atoms.map(({ id }) => id).join(' ')
    const known = this.#divisions.get(key) ?? this.#judge(atoms)
    this.#divisions.set(key, known)
    return known
  }

  #judge(atoms: MetricDefinition[]): Division {
    const sources = new Map(
      this.#found.parts.map(({ stream }) => [stream.connectionId, stream.connection])
    )
    const missing = [...sources.keys()].map((id) => ({
      id,
      atoms: atoms.filter((atom) => !this.#has(id, atom)),
    }))
    const whole = missing.filter((one) => one.atoms.length === 0)
    const halves = missing.filter(
      (one) => one.atoms.length > 0 && atoms.some(({ id }) => this.#given.has(keyOf(one.id, id)))
    )
    if (whole.length === 0 || halves.length === 0) {
      return WHOLE
    }
    const connections = new Set(whole.map(({ id }) => id))
    return {
      scope: { id: [...connections].sort().join(' '), connections },
      leftOut: halves.map((half) => ({
        connectionId: half.id,
        connection: sources.get(half.id)!,
        message: sentence(sources.get(half.id)!, half.atoms),
      })),
    }
  }

  /** A number that was given, or a zero that its own report surely would have told. */
  #has(connectionId: string, atom: MetricDefinition): boolean {
    if (this.#given.has(keyOf(connectionId, atom.id))) {
      return true
    }
    const part = this.#found.parts.find(
      ({ stream, atoms }) =>
        stream.connectionId === connectionId && atoms.some(({ metric }) => metric.id === atom.id)
    )
    const { coverage, range } = this.#found
    return (
      part !== undefined &&
      atom.kind === 'additive' &&
      !this.#streams.has(part.stream.id) &&
      coverage.covers(atom.id, [part.stream.id], range)
    )
  }
}

/** The divisions of a metric, through the metrics that it names; none of those that are meant to mix sources. */
function outermostDivisions(catalogue: Catalogue, id: string): Expression[] {
  const metric = catalogue.get(id)
  if (metric.isBlended || catalogue.isStored(metric)) {
    return []
  }
  const { divisions, others } = divisionsIn(catalogue.expressionOf(id))
  return [...divisions, ...others.flatMap((part) => outermostDivisions(catalogue, part))]
}

const keyOf = (connectionId: string, metric: string) => `${connectionId} ${metric}`

function sentence(connection: string, missing: MetricDefinition[]): string {
  const names = LIST.format(missing.map(({ label }) => label.toLowerCase()))
  return `${connection} has no ${names} in this period, so it is left out of this ratio.`
}
