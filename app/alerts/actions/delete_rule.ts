import type { TenantTransaction } from '#foundation'
import { writeEntry } from '../incidents/entries.js'
import { ACTIVE_STATES } from '../incidents/states.js'

/** Deletes a rule and closes what goes on because of it alone. What it found stays in the history. */
export default class DeleteRule {
  constructor(
    private readonly tenant: TenantTransaction,
    private readonly now: Date
  ) {}

  async execute({ id }: { id: string }) {
    const { tenant, now } = this
    await tenant.query(
      `UPDATE alert_rules SET deleted_at = $3, is_on = false WHERE organization_id = $1 AND id = $2`,
      [tenant.organizationId, id, now]
    )
    const { rows } = await tenant.query<{ id: string }>(
      `UPDATE alert_incidents SET state = 'auto_dismissed', closed_at = $3, updated_at = $3, snoozed_until = NULL
       WHERE organization_id = $1 AND rule_id = $2 AND state = ANY($4) RETURNING id`,
      [tenant.organizationId, id, now, ACTIVE_STATES]
    )
    for (const { id: incidentId } of rows) {
      await writeEntry(tenant, {
        incidentId,
        kind: 'dismissed',
        detail: { ruleDeleted: true },
        at: now,
      })
    }
  }
}
