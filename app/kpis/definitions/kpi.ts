import { Refusal, type TenantTransaction } from '#foundation'

/** What a person decides about a KPI. */
export interface KpiAttributes {
  label: string
  /** What it tells and how to read it. */
  help: string
  formula: string
  /** Whether more is better. */
  direction: 'up' | 'down' | 'none'
  /** As many as its unit has where null. */
  decimals: number | null
}

/** A KPI as its newest revision says. */
export interface Kpi extends KpiAttributes {
  /** `kpi_…`, for ever: what widgets, alerts and programs ask for. */
  id: string
  revision: number
  changedAt: Date
  deletedAt: Date | null
}

const NEWEST = `
  SELECT k.id, k.revision, r.label, r.help, r.formula, r.direction, r.decimals,
    r.changed_at AS "changedAt", k.deleted_at AS "deletedAt"
  FROM kpis k
  JOIN kpi_revisions r ON r.organization_id = k.organization_id AND r.kpi_id = k.id AND r.revision = k.revision
  WHERE k.organization_id = $1`

/** As the catalogue of metrics reads them; see `provideKpis`. */
export const KPI_FORMULAS = `
  SELECT k.id, r.label, r.help, r.formula, r.direction, r.decimals, k.deleted_at IS NOT NULL AS "isDeleted"
  FROM kpis k
  JOIN kpi_revisions r ON r.organization_id = k.organization_id AND r.kpi_id = k.id AND r.revision = k.revision
  WHERE k.organization_id = $1`

/** All KPIs by name, the deleted ones too: what still asks for one is told that it was deleted. */
export async function everyKpi(tenant: TenantTransaction): Promise<Kpi[]> {
  const { rows } = await tenant.query<Kpi>(`${NEWEST} ORDER BY lower(r.label), k.id`, [
    tenant.organizationId,
  ])
  return rows
}

export async function findKpi(tenant: TenantTransaction, id: string): Promise<Kpi> {
  const { rows } = await tenant.query<Kpi>(`${NEWEST} AND k.id = $2`, [tenant.organizationId, id])
  if (!rows[0]) {
    throw new Refusal({
      code: 'E_KPI_NOT_FOUND',
      status: 404,
      message: 'There is no such KPI. Choose one from the list of KPIs.',
    })
  }
  return rows[0]
}

export interface KpiRevision extends KpiAttributes {
  revision: number
  changedBy: string | null
  changedAt: Date
}

const MOST_REVISIONS = 50

/** What a KPI was before, newest first. */
export async function listRevisions(tenant: TenantTransaction, id: string): Promise<KpiRevision[]> {
  const { rows } = await tenant.query<KpiRevision>(
    `SELECT r.revision, r.label, r.help, r.formula, r.direction, r.decimals, r.changed_at AS "changedAt",
       u.full_name AS "changedBy"
     FROM kpi_revisions r LEFT JOIN users u ON u.id = r.changed_by
     WHERE r.organization_id = $1 AND r.kpi_id = $2 ORDER BY r.revision DESC LIMIT ${MOST_REVISIONS}`,
    [tenant.organizationId, id]
  )
  return rows
}

/** Two changes at once are checked one after the other, so that together they make no circle. */
export async function lockKpis(tenant: TenantTransaction) {
  await tenant.query(`SELECT id FROM kpis WHERE organization_id = $1 ORDER BY id FOR UPDATE`, [
    tenant.organizationId,
  ])
}
