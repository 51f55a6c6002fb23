import { Refusal, type TenantTransaction } from '#foundation'
import { checkFormula, listMetrics } from '#metrics'
import { everyKpi, findKpi, lockKpis, type Kpi, type KpiAttributes } from '../definitions/kpi.js'
import { kpiId } from '../definitions/kpi_id.js'

/** More than these nobody finds their way in. */
export const MOST_KPIS = 200

export interface Author {
  id: string | null
  now: Date
}

/** Creates, changes, deletes and restores KPIs in the caller's transaction. Only formulas that have a meaning are kept. */
export default class SaveKpi {
  constructor(
    private readonly tenant: TenantTransaction,
    private readonly author: Author
  ) {}

  async create(attributes: KpiAttributes): Promise<Kpi> {
    await lockKpis(this.tenant)
    const all = await everyKpi(this.tenant)
    refuseTooMany(all)
    const ids = all.map(({ id }) => id)
    const id = kpiId(attributes.label, ids)
    await this.#check(id, attributes)
    const { organizationId } = this.tenant
    await this.tenant.query(
      `INSERT INTO kpis (organization_id, id, revision, created_by, created_at) VALUES ($1, $2, 1, $3, $4)`,
      [organizationId, id, this.author.id, this.author.now]
    )
    await this.#keep(id, 1, attributes)
    return findKpi(this.tenant, id)
  }

  /** `revision`: the one that was changed; refused where a newer one is there. */
  async change(id: string, attributes: KpiAttributes, revision?: number): Promise<Kpi> {
    await lockKpis(this.tenant)
    const kpi = await findKpi(this.tenant, id)
    refuseOutdated(kpi, revision)
    await this.#check(id, attributes)
    await this.tenant.query(
      `UPDATE kpis SET revision = $3, deleted_at = NULL WHERE organization_id = $1 AND id = $2`,
      [this.tenant.organizationId, id, kpi.revision + 1]
    )
    await this.#keep(id, kpi.revision + 1, attributes)
    return findKpi(this.tenant, id)
  }

  /** It can be restored, since what asked for it still names it. */
  async delete(id: string): Promise<Kpi> {
    const kpi = await findKpi(this.tenant, id)
    await this.tenant.query(
      `UPDATE kpis SET deleted_at = $3 WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL`,
      [this.tenant.organizationId, id, this.author.now]
    )
    return kpi
  }

  async #check(id: string, { label, formula }: KpiAttributes) {
    const metrics = await listMetrics(this.tenant)
    const wanted = label.toLowerCase()
    const other = metrics.find((metric) => metric.label.toLowerCase() === wanted)
    if (other && other.id !== id) {
      throw Refusal.ofField(
        'label',
        `There is a metric named “${other.label}” already (${other.id}). Choose another name.`
      )
    }
    await checkFormula(this.tenant, { id, label, formula })
  }

  async #keep(id: string, revision: number, kpi: KpiAttributes) {
    await this.tenant.query(
      `INSERT INTO kpi_revisions (organization_id, kpi_id, revision, label, help, formula, direction, decimals,
         changed_by, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[this.tenant.organizationId, id, revision],
        ...[kpi.label, kpi.help, kpi.formula, kpi.direction, kpi.decimals],
        ...[this.author.id, this.author.now],
      ]
    )
  }
}

function refuseTooMany(all: Kpi[]) {
  if (all.filter(({ deletedAt }) => !deletedAt).length >= MOST_KPIS) {
    throw new Refusal({
      code: 'E_TOO_MANY_KPIS',
      status: 422,
      message: `This organization has ${MOST_KPIS} KPIs, which is the most. This one was not created. Delete one that is not needed.`,
    })
  }
}

function refuseOutdated({ revision }: Kpi, changed = revision) {
  if (changed !== revision) {
    throw new Refusal({
      code: 'E_KPI_CHANGED',
      status: 409,
      message:
        'Another person changed this KPI in the meantime, so nothing was saved. Reload it and repeat your change.',
    })
  }
}
