import db from '@adonisjs/lucid/services/db'
import { enqueue, withTenant, type TenantTransaction } from '#foundation'

export const EVALUATION = { name: 'alerts.evaluate' }

const HAS_RULES =
  'SELECT 1 FROM alert_rules WHERE organization_id = $1 AND is_on AND deleted_at IS NULL LIMIT 1'

/** Asks for an evaluation as soon as this transaction commits; one that waits already is enough. */
export async function askForEvaluation(tenant: TenantTransaction) {
  const { rows } = await tenant.query(HAS_RULES, [tenant.organizationId])
  if (rows.length > 0) {
    const { organizationId } = tenant
    await enqueue(
      EVALUATION,
      { organizationId },
      { within: tenant, singletonKey: organizationId, group: organizationId }
    )
  }
}

/** Asks for an evaluation of every organization that has rules. */
export async function askForAll() {
  const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
  for (const { id } of rows) {
    await withTenant(id, askForEvaluation, { keepsAnswers: true })
  }
}
