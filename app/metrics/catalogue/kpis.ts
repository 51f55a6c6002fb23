import { Refusal, type TenantTransaction } from '#foundation'
import { metricsIn } from '../expressions/expression.js'
import { unitOfExpression } from '../expressions/units.js'
import type { Catalogue } from './catalogue.js'
import { DECIMALS, type MetricDefinition } from './define.js'

/** A metric that the organization defines by a formula over the others. */
export interface KpiFormula {
  /** `kpi_…`, for ever. */
  id: string
  label: string
  help: string
  formula: string
  direction: MetricDefinition['direction']
  /** As many as its unit has where null. */
  decimals: number | null
  /** Nobody can ask for it any more. What still does is told so. */
  isDeleted: boolean
}

/** Answers no row until somebody keeps KPIs. */
let statement = 'SELECT NULL::text AS id, NULL::text AS label WHERE $1::uuid IS NULL'

/**
 * Whoever keeps the KPIs (`kpis`, which stands above this context) registers at boot how they are read: rows of `KpiFormula`, of
 * the organization `$1`. A statement, so that the catalogue takes one with everything else that it reads.
 */
export function provideKpis(sql: string) {
  statement = sql
}

export const kpisStatement = () => statement

export async function readKpis(tenant: TenantTransaction): Promise<KpiFormula[]> {
  const { rows } = await tenant.query<KpiFormula>(statement, [tenant.organizationId])
  return byLabel(rows)
}

export const byLabel = (kpis: KpiFormula[]) =>
  kpis.toSorted(
    (one, other) => one.label.localeCompare(other.label) || one.id.localeCompare(other.id)
  )

/**
 * Adds the KPIs of an organization to its catalogue, each after those that it names. One that has no meaning, because it refers to itself, mixes
 * units or names a metric that is gone, takes nothing else down: whoever asks for it learns why.
 */
export class KpiReader {
  readonly #kpis: Map<string, KpiFormula>
  readonly #underWay = new Set<string>()
  readonly #done = new Set<string>()
  readonly refused = new Map<string, Refusal>()

  constructor(
    private readonly catalogue: Catalogue,
    kpis: KpiFormula[]
  ) {
    this.#kpis = new Map(kpis.map((kpi) => [kpi.id, kpi]))
  }

  addAll(): Catalogue {
    ;[...this.#kpis.keys()].forEach((id) => this.#settle(id))
    return this.catalogue
  }

  #settle(id: string) {
    const kpi = this.#kpis.get(id)
    if (!kpi || this.#done.has(id)) {
      return
    }
    this.#underWay.add(id)
    try {
      this.#add(kpi)
    } catch (error) {
      this.#refuse(kpi, error)
    }
    this.#underWay.delete(id)
    this.#done.add(id)
  }

  #add(kpi: KpiFormula) {
    if (kpi.isDeleted) {
      throw refusal('E_KPI_DELETED', 'it was deleted.')
    }
    const { catalogue } = this
    const definition = definitionOf(kpi)
    catalogue.add(definition)
    for (const part of metricsIn(catalogue.expressionOf(kpi.id))) {
      this.#refuseCircle(part)
      this.#settle(part)
      this.#refuseCircular(part)
    }
    const unit = unitOfExpression(catalogue.expressionOf(kpi.id), catalogue.unitOf)
    catalogue.add({ ...definition, unit, decimals: kpi.decimals ?? DECIMALS[unit] })
    catalogue.check(kpi.id)
  }

  #refuseCircle(part: string) {
    if (this.#underWay.has(part)) {
      throw refusal(
        'E_FORMULA_CIRCULAR',
        `The formula refers to itself through "${this.#kpis.get(part)!.label}". Remove the circle.`
      )
    }
  }

  /** What names a circle is a part of it, or leads into it. */
  #refuseCircular(part: string) {
    if (this.refused.get(part)?.code === 'E_FORMULA_CIRCULAR') {
      throw refusal(
        'E_FORMULA_CIRCULAR',
        `The formula uses "${this.#kpis.get(part)!.label}", which refers to itself. Remove the circle.`
      )
    }
  }

  #refuse(kpi: KpiFormula, error: unknown) {
    if (!(error instanceof Refusal)) {
      throw error
    }
    this.refused.set(kpi.id, error)
    const wayOut = kpi.isDeleted ? 'Restore it under KPIs' : 'Change its formula under KPIs'
    this.catalogue.remove(
      kpi.id,
      new Refusal({
        code: kpi.isDeleted ? 'E_KPI_DELETED' : 'E_KPI_BROKEN',
        status: 422,
        message: `The KPI “${kpi.label}” cannot be computed: ${error.message} ${wayOut}, or choose another metric.`,
        detail: { metric: kpi.id },
      })
    )
  }
}

function definitionOf({ id, label, help, formula, direction }: KpiFormula): MetricDefinition {
  return {
    ...{ id, label, help, direction },
    ...{ group: 'kpi', kind: 'formula', unit: 'number', decimals: 2 },
    expression: formula,
  }
}

const refusal = (code: string, message: string) => new Refusal({ code, status: 422, message })
