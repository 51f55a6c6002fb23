import { Refusal, type TenantTransaction } from '#foundation'
import type Dashboard from '#dashboards/models/dashboard'
import { heldDraft, type Draft } from '#dashboards/actions/held_draft'
import { keepVersion } from '#dashboards/actions/publish_dashboard'

/** Who changes a dashboard, and the revision that they saw when they began. */
export interface Editing {
  userId: string
  revision?: number
}

/**
 * Comes before every change of widgets: what readers see is kept as a version before the first one, and whoever began from an
 * older revision is told instead of overwriting what another person did meanwhile.
 */
export class EditDraft {
  constructor(private tenant: TenantTransaction) {}

  /** Gives the new revision. */
  async execute(dashboard: Dashboard, { userId, revision }: Editing): Promise<number> {
    const key = [this.tenant.organizationId, dashboard.id]
    const current = await heldDraft(this.tenant, dashboard)
    if (revision !== undefined && revision !== current.revision) {
      throw changedMeanwhile(current)
    }
    await this.keepPublished(dashboard)
    await this.tenant.query(
      `UPDATE dashboards
          SET revision = revision + 1, draft_since = coalesce(draft_since, now()), draft_by = $3
        WHERE organization_id = $1 AND id = $2`,
      [...key, userId]
    )
    return current.revision + 1
  }

  private async keepPublished(dashboard: Dashboard) {
    const { rows } = await this.tenant.query(
      'SELECT 1 FROM dashboard_versions WHERE organization_id = $1 AND dashboard_id = $2 LIMIT 1',
      [this.tenant.organizationId, dashboard.id]
    )
    if (rows.length === 0) {
      await keepVersion(this.tenant, dashboard, dashboard.createdBy)
    }
  }
}

function changedMeanwhile({ revision, draft_by: by }: Draft) {
  return new Refusal({
    code: 'E_LAYOUT_CHANGED',
    status: 409,
    message:
      'Someone else changed this dashboard while you were arranging it, so your layout was not saved yet. Load their version, or keep yours.',
    detail: { revision, by },
  })
}
