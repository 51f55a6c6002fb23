import { Refusal, type TenantTransaction } from '#foundation'
import type { MetricUnit } from '#shared/metric_units'
import type { Catalogue } from '../catalogue/catalogue.js'
import { KpiReader, readKpis, type KpiFormula } from '../catalogue/kpis.js'
import { loadStored } from '../catalogue/load_catalogue.js'
import { metricsIn } from '../expressions/expression.js'

/** What the type system knows of a formula that has a meaning. */
export interface CheckedFormula {
  unit: MetricUnit
  /** As it is understood, with every bracket that precedence implies. */
  formula: string
  /** Ids of the metrics it names. */
  metrics: string[]
  /** Whether its values over days add up. */
  addsUp: boolean
}

export type CheckingFormula = Pick<KpiFormula, 'id' | 'label' | 'formula'>

/**
 * Reads a formula as if it were stored under this id. Refuses what has no meaning, and what would take the meaning of another KPI that
 * names this one.
 */
export async function checkFormula(
  tenant: TenantTransaction,
  asked: CheckingFormula
): Promise<CheckedFormula> {
  const kpis = await readKpis(tenant)
  const before = kpis.find(({ id }) => id === asked.id)
  const wanted: KpiFormula = { ...(before ?? UNTOLD), ...asked, isDeleted: false }
  const others = kpis.filter(({ id }) => id !== asked.id)
  const after = await readWith(tenant, [wanted, ...others])
  const refused = after.refused.get(asked.id)
  if (refused) {
    throw refused
  }
  if (before) {
    const now = await readWith(tenant, kpis)
    refuseBreaking(now.refused, after.refused, others)
  }
  return checkedIn(after.catalogue, asked.id)
}

const UNTOLD = { help: '', direction: 'none', decimals: null } as const

async function readWith(tenant: TenantTransaction, kpis: KpiFormula[]) {
  const reader = new KpiReader(await loadStored(tenant), kpis)
  return { catalogue: reader.addAll(), refused: reader.refused }
}

type Refused = Map<string, Refusal>

function refuseBreaking(before: Refused, after: Refused, others: KpiFormula[]) {
  const broken = others.find(({ id }) => after.has(id) && !before.has(id))
  if (broken) {
    throw new Refusal({
      code: 'E_KPI_IN_USE',
      status: 422,
      message: `“${broken.label}” uses this KPI and could not be computed any more: ${after.get(broken.id)!.message} Nothing was saved. Change “${broken.label}” first, or create another KPI.`,
      detail: { metric: broken.id },
    })
  }
}

function checkedIn(catalogue: Catalogue, id: string): CheckedFormula {
  return {
    unit: catalogue.unitOf(id),
    formula: catalogue.formulaOf(id),
    metrics: metricsIn(catalogue.expressionOf(id)),
    addsUp: catalogue.addsUp(id),
  }
}
