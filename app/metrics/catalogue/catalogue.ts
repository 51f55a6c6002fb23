import { Refusal } from '#foundation'
import type { MetricUnit } from '#shared/metric_units'
import { addsUp } from '../expressions/adds_up.js'
import {
  metricsIn,
  printExpression,
  printMetric,
  type Expression,
} from '../expressions/expression.js'
import { parseExpression } from '../expressions/parse.js'
import { checkSaleViews, type SaleMetric } from '../expressions/sale_views.js'
import { unitOfExpression } from '../expressions/units.js'
import type { MetricDefinition } from './define.js'
import { refuseAmbiguous, refuseUnknown } from './refused_names.js'
import { columnOf } from './source_ids.js'

/**
 * The metrics that one question may use: canonical ones, those of plugins and imports, and the question's
 * own formulas. Everything that leaves it is checked: it exists, its units agree, it is not circular.
 */
export class Catalogue {
  private readonly definitions: Map<string, MetricDefinition>
  private readonly bareNames = new Map<string, MetricDefinition | undefined>()
  private readonly expressions = new Map<string, Expression>()
  private readonly atoms = new Map<string, MetricDefinition[] | 'being found'>()
  private readonly removed: Map<string, Refusal>

  constructor(definitions: Iterable<MetricDefinition>, removed: Iterable<[string, Refusal]> = []) {
    this.definitions = new Map([...definitions].map((metric) => [metric.id, metric]))
    this.removed = new Map(removed)
  }

  /** Adds a metric, or puts it in the place of the one with its id. */
  add(definition: MetricDefinition) {
    this.definitions.set(definition.id, definition)
  }

  /** Takes a metric out. Whoever asks for it is answered with the reason. */
  remove(id: string, reason: Refusal) {
    this.definitions.delete(id)
    this.expressions.delete(id)
    this.atoms.delete(id)
    this.removed.set(id, reason)
  }

  /** A catalogue that also knows the formulas of one question. */
  withFormulas(formulas: Record<string, string>): Catalogue {
    const grown = new Catalogue(this.definitions.values(), this.removed)
    const ids = Object.keys(formulas)
    ids.forEach((id) => grown.addFormula(id, formulas[id]))
    ids.forEach((id) => grown.atomsOf(id))
    ids.forEach((id) => grown.settleUnit(id, new Set(ids)))
    return grown
  }

  all(): MetricDefinition[] {
    return [...this.definitions.values()]
  }

  has(id: string): boolean {
    return this.definitions.has(id)
  }

  get(id: string): MetricDefinition {
    const metric = this.definitions.get(id) ?? this.byBareName(id)
    if (!metric) {
      throw this.removed.get(id) ?? refuseUnknown(id, this.all())
    }
    return metric
  }

  readonly unitOf = (id: string): MetricUnit => this.get(id).unit

  /** Whether its numbers are stored in rows, rather than computed from other metrics. */
  isStored(metric: MetricDefinition): boolean {
    return metric.kind !== 'ratio' && metric.kind !== 'formula'
  }

  /** The checked formula of a metric; a stored metric is its own. */
  expressionOf(id: string): Expression {
    const metric = this.get(id)
    if (metric.expression === undefined) {
      return { kind: 'metric', id: metric.id }
    }
    const known = this.expressions.get(id)
    if (known) {
      return known
    }
    const parsed = parseExpression(metric.expression, this.idsInBrackets)
    this.expressions.set(id, parsed)
    return parsed
  }

  /** The ids that a formula can only name in square brackets. */
  private get idsInBrackets(): string[] {
    return [...this.definitions.keys()].filter((id) => printMetric(id) !== id)
  }

  /** A column of an imported file may be asked without its source, where only one source has it. */
  private byBareName(id: string): MetricDefinition | undefined {
    if (!this.bareNames.has(id)) {
      const candidates = this.all().filter(
        (metric) => metric.connectionId !== undefined && columnOf(metric.id) === id
      )
      if (candidates.length > 1) {
        throw refuseAmbiguous(id, candidates)
      }
      this.bareNames.set(id, candidates[0])
    }
    return this.bareNames.get(id)
  }

  formulaOf(id: string): string {
    return printExpression(this.expressionOf(id))
  }

  /** The stored metrics that a metric is computed from. */
  atomsOf(id: string): MetricDefinition[] {
    const known = this.atoms.get(id)
    if (known === 'being found') {
      throw new Refusal({
        code: 'E_FORMULA_CIRCULAR',
        status: 422,
        message: `The formula of "${id}" refers to itself. Remove the circle.`,
      })
    }
    return known ?? this.findAtoms(id)
  }

  private findAtoms(id: string): MetricDefinition[] {
    this.atoms.set(id, 'being found')
    const metric = this.get(id)
    const found = this.isStored(metric)
      ? [metric]
      : [...new Set(metricsIn(this.expressionOf(id)).flatMap((part) => this.atomsOf(part)))]
    this.atoms.set(id, found)
    return found
  }

  /** Whether its values over days add up to its value over all of them. */
  readonly addsUp = (id: string): boolean => {
    const metric = this.get(id)
    return this.isStored(metric)
      ? metric.kind === 'additive'
      : addsUp(this.expressionOf(id), this.addsUp)
  }

  /** Throws the sentence why a formula has no meaning. */
  check(id: string): MetricDefinition[] {
    const atoms = this.atomsOf(id)
    const metric = this.get(id)
    if (!this.isStored(metric)) {
      unitOfExpression(this.expressionOf(id), this.unitOf)
      checkSaleViews(this.expressionOf(id), this.saleMetricOf)
    }
    return atoms
  }

  private readonly saleMetricOf = (id: string): SaleMetric => {
    const metric = this.get(id)
    return this.isStored(metric)
      ? { ...metric, expression: undefined }
      : { ...metric, expression: this.expressionOf(id) }
  }

  private addFormula(id: string, expression: string) {
    if (this.definitions.has(id)) {
      throw new Refusal({
        code: 'E_FORMULA_NAME_TAKEN',
        status: 422,
        message: `"${id}" is already a metric of the catalogue. Give the formula another name.`,
      })
    }
    this.definitions.set(id, questionFormula(id, expression))
  }

  /** The unit of a formula follows from its parts, which may be formulas of the same question. */
  private settleUnit(id: string, open: Set<string>): MetricUnit {
    if (open.delete(id)) {
      const unitOf = (part: string) => this.settleUnit(part, open)
      const unit = unitOfExpression(this.expressionOf(id), unitOf)
      this.definitions.set(id, { ...this.get(id), unit })
    }
    return this.get(id).unit
  }
}

function questionFormula(id: string, expression: string): MetricDefinition {
  return {
    id,
    label: id,
    group: 'question',
    kind: 'formula',
    unit: 'number',
    direction: 'none',
    decimals: 2,
    help: 'A formula of this question.',
    expression,
  }
}
