import { Refusal } from '#foundation'
import type { MetricUnit } from '#shared/metric_units'
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
import { proposalFor } from './nearest.js'
import { columnOf } from './source_ids.js'
import { SYNONYMS } from './synonyms.js'

/**
 * The metrics that one question may use: canonical ones, those of plugins and imports, and the question's
 * own formulas. Everything that leaves it is checked: it exists, its units agree, it is not circular.
 */
export class Catalogue {
  private readonly definitions: Map<string, MetricDefinition>
  private readonly bareNames = new Map<string, MetricDefinition | undefined>()
  private readonly expressions = new Map<string, Expression>()
  private readonly atoms = new Map<string, MetricDefinition[] | 'being found'>()

  constructor(definitions: Iterable<MetricDefinition>) {
    this.definitions = new Map([...definitions].map((metric) => [metric.id, metric]))
  }

  /** A catalogue that also knows the formulas of one question. */
  withFormulas(formulas: Record<string, string>): Catalogue {
    const grown = new Catalogue(this.definitions.values())
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
      throw new Refusal({
        code: 'E_METRIC_UNKNOWN',
        status: 422,
        message: `There is no metric "${id}". ${this.suggestion(id)}`,
        detail: { metric: id },
      })
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

  private suggestion(id: string) {
    const known = this.all().map((metric) => ({ ...metric, synonyms: SYNONYMS[metric.id] }))
    return proposalFor(id, known)
  }
}

function refuseAmbiguous(id: string, candidates: MetricDefinition[]) {
  const names = candidates.map((metric) => metric.id).sort()
  return new Refusal({
    code: 'E_METRIC_AMBIGUOUS',
    status: 422,
    message: `"${id}" can mean ${names.map((name) => `"${name}"`).join(' or ')}. Ask for one of them by its whole name.`,
    detail: { metric: id, candidates: names },
  })
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
