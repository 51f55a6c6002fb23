import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { Problem } from '#billing/payments/understand_items'

/** Notes what does not agree, for a person to see, and forgets what agrees again. `group` names who looked. */
export async function noteGaps(
  tenant: TenantTransaction,
  group: string,
  { problems, now }: { problems: Problem[]; now: DateTime }
) {
  await tenant.query(
    `DELETE FROM billing_gaps
     WHERE organization_id = $1 AND starts_with(subject, $2) AND NOT (subject = ANY ($3))`,
    [tenant.organizationId, group, problems.map(({ subject }) => subject)]
  )
  for (const { subject, message } of problems) {
    await tenant.query(
      `INSERT INTO billing_gaps (organization_id, subject, message, found_at, seen_at)
       VALUES ($1, $2, $3, $4, $4)
       ON CONFLICT (organization_id, subject) DO UPDATE SET message = excluded.message, seen_at = excluded.seen_at`,
      [tenant.organizationId, subject, message, now.toJSDate()]
    )
  }
}

export async function listGaps(tenant: TenantTransaction) {
  const { rows } = await tenant.query<{ subject: string; message: string; found_at: Date }>(
    `SELECT subject, message, found_at FROM billing_gaps WHERE organization_id = $1 ORDER BY found_at, subject`,
    [tenant.organizationId]
  )
  return rows.map(({ subject, message, found_at: foundAt }) => ({ subject, message, foundAt }))
}
